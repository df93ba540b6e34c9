using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Studio.Storage;

namespace Studio.Features.Account;

/// <summary>Sign-in and the owner's set-up. Expected outcomes come back as a sentence, null means done.</summary>
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

    /// <summary>Creates the owner with the one-time link and signs in.</summary>
    public async Task<string?> SetUpOwnerAsync(HttpContext context, string token, string name, string password)
    {
        name = name.Trim();
        if (name.Length == 0)
            return "Enter a name. Colleagues see it beside your labels.";
        if (PasswordRules.Problem(password) is { } problem)
            return problem;
        var owner = new NewUser(name, CurrentUser.InitialsOf(name), UserRole.Owner, passwords.Hash(password));
        try
        {
            var user = await users.ConsumeSetupLinkAsync(token, owner, context.RequestAborted);
            if (user is null)
                return "This link has been used or replaced. Restart the studio to get a new one, or sign in.";
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
