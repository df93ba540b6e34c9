using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;

namespace Studio.Features.Account;

/// <summary>Sign-in by cookie. Everything needs a signed-in user unless it says otherwise.</summary>
public static class AccountServices
{
    public static IServiceCollection AddAccount(this IServiceCollection services, string keyFolder)
    {
        // Keys live with the data, so that a restart or a move of the data folder signs nobody out.
        services.AddDataProtection().SetApplicationName("Studio").PersistKeysToFileSystem(new DirectoryInfo(keyFolder));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<PasswordRules>();
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<SetupLink>();
        services.AddScoped<AccountService>();
        services.AddHttpContextAccessor();
        services.AddCascadingAuthenticationState();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(ConfigureCookie);
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        return services;
    }

    public static IEndpointRouteBuilder MapAccount(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/session", (HttpContext context) => CurrentUser.From(context.User) is { } user
            ? Results.Ok(new { user.Name, user.Initials })
            : Results.Unauthorized()).AllowAnonymous();
        app.MapPost("/api/sign-out", async (HttpContext context) =>
        {
            await context.SignOutAsync();
            return Results.NoContent();
        });
        return app;
    }

    static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "studio";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.ExpireTimeSpan = TimeSpan.FromDays(14);
        options.SlidingExpiration = true;
        options.LoginPath = "/sign-in";
        options.ReturnUrlParameter = "next";
        // Programs get a status, people get the sign-in page.
        options.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
    }

    static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        var path = context.Request.Path;
        if (path.StartsWithSegments("/api") || path.StartsWithSegments("/hubs"))
            context.Response.StatusCode = status;
        else
            context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }
}
