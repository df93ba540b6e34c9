using Microsoft.AspNetCore.Diagnostics;
using Studio.Storage;

namespace Studio.Hosting;

/// <summary>Turns what was thrown into an answer: expected kinds keep their sentence, a bug gets a neutral one and a log entry.</summary>
public sealed class StudioErrors : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!httpContext.Request.Path.StartsWithSegments("/api"))
            return false;
        var problem = exception switch
        {
            StorageFullException full => Problems.StorageFull(full.Message),
            StorageException storage => Problems.BadRequest(storage.Message),
            BadHttpRequestException bad => Problems.BadRequest(bad.Message),
            _ => Results.Problem(title: "The studio could not do this because of an error of its own. The log has the details.", statusCode: 500),
        };
        await problem.ExecuteAsync(httpContext);
        return true;
    }
}
