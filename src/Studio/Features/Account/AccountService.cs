using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Studio.Storage;

namespace Studio.Features.Account;

/// <summary>Sign-in, and accounts made with a one-time link. Expected outcomes come back as a sentence, null means done.</summary>
public sealed class AccountService(UserStore users, PasswordRules passwords, SignInThrottle throttle)
{
    public async Task<string?> SignInAsync(HttpContext context, string name, string password)
    {
        name = name.Trim();
        var wait = throttle.Wait(name);
        if (wait > TimeSpan.Zero)
            return $"Too many wrong passwords for this name. Wait {Math.Ceiling(wait.TotalSeconds)} seconds, then try again.";
        var user = await users.FindByNameAsync(name, context.RequestAborted);
        if (!passwords.Matches(user?.PasswordHash, password))
        {
            throttle.Failed(name);
            return "Name and password do not match. Check both; upper and lower case count in the password.";
        }

        throttle.Succeeded(name);
        await SignInAsync(context, user!);
        return null;
    }

    /// <summary>Creates the account that a one-time link is for and signs in.</summary>
    public async Task<string?> SetUpAsync(HttpContext context, string token, string name, string password)
    {
        name = name.Trim();
        if (name.Length == 0)
            return "Enter a name. Colleagues see it beside your labels.";
        if (PasswordRules.Problem(password) is { } problem)
            return problem;
        // The link decides the role.
        var account = new NewUser(name, CurrentUser.InitialsOf(name), UserRole.Annotator, passwords.Hash(password));
        try
        {
            var user = await users.ConsumeSetupLinkAsync(token, account, context.RequestAborted);
            if (user is null)
                return "This link has been used or replaced. Ask the owner for a new one, or sign in.";
            await SignInAsync(context, user);
            return null;
        }
        catch (StorageException error)
        {
            return error.Message;
        }
    }

    static Task SignInAsync(HttpContext context, UserAccount user)
    {
        var current = new CurrentUser(user.Id, user.Name, user.Initials, user.Role.ToString().ToLowerInvariant());
        return context.SignInAsync(
            CookieAuthenticationDefaults.AuthenticationScheme,
            current.ToPrincipal(CookieAuthenticationDefaults.AuthenticationScheme),
            new AuthenticationProperties { IsPersistent = true });
    }
}
