namespace Studio.Features.Account;

/// <summary>
/// Changes through /api need the header X-Studio, which another site's form or link cannot send
/// (a second line behind the SameSite=Strict cookie). Job processes carry a bearer token and no cookie.
/// </summary>
public static class CrossSiteGuard
{
    public const string Header = "X-Studio";

    public static void UseCrossSiteGuard(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var request = context.Request;
        var changes = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);
        if (changes && request.Path.StartsWithSegments("/api")
            && !request.Headers.ContainsKey(Header) && !request.Headers.ContainsKey("Authorization"))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsJsonAsync(new { title = $"The request lacks the header {Header}." });
            return;
        }

        await next(context);
    });
}
