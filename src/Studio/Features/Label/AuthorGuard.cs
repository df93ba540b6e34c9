using Studio.Features.Account;

namespace Studio.Features.Label;

/// <summary>
/// A page that was left open goes on sending for the person who drew there. When somebody else has signed in in that
/// browser since, it is turned away as signed out: its strokes wait for their own author.
/// </summary>
static class AuthorGuard
{
    const string Author = "author";

    public static async ValueTask<object?> CheckAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var author = http.Request.Query[Author].ToString();
        return author.Length == 0 || author == CurrentUser.From(http.User)!.Name
            ? await next(context)
            : Results.Problem(
                title: $"{author} drew this, and somebody else is signed in here. It waits until {author} signs in again.",
                statusCode: StatusCodes.Status401Unauthorized);
    }
}
