using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Studio.Contracts;
using Studio.Contracts.Jobs;
using Studio.Storage;

namespace Studio.Features.Jobs;

/// <summary>HTTP side of the seam to job processes: the job, and its files.</summary>
static class WorkerEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var policy = new AuthorizationPolicyBuilder(JobTokenAuthentication.SchemeName).RequireAuthenticatedUser().Build();
        var worker = app.MapGroup("").RequireAuthorization(policy).DisableAntiforgery();
        worker.MapGet(WorkerProtocol.JobRoute, GetJobAsync);
        worker.MapGet(WorkerProtocol.BlobRoute + "/{sha256}", GetBlobAsync);
        worker.MapPut(WorkerProtocol.BlobRoute + "/{sha256}", PutBlobAsync);
        app.MapHub<WorkerHub>(WorkerProtocol.HubPath);
    }

    static async Task<Results<JsonHttpResult<JobSpec>, StatusCodeHttpResult>> GetJobAsync(
        HttpContext context, JobStore jobs, JobSpecBuilder specs)
    {
        var cancellationToken = context.RequestAborted;
        return await JobTokenAuthentication.FindJobAsync(context.User, jobs, cancellationToken) is { } job
            ? TypedResults.Json(await specs.BuildAsync(job, cancellationToken), ContractJson.Options)
            : TypedResults.StatusCode(StatusCodes.Status410Gone);
    }

    static async Task<Results<FileStreamHttpResult, NotFound>> GetBlobAsync(
        string sha256, BlobStore blobs, CancellationToken cancellationToken) =>
        await blobs.FindAsync(sha256, cancellationToken) is null
            ? TypedResults.NotFound()
            : TypedResults.File(blobs.OpenRead(sha256), "application/octet-stream");

    static async Task<Results<NoContent, ProblemHttpResult>> PutBlobAsync(
        string sha256, HttpContext context, BlobStore blobs, JobOptions options, ILogger<WorkerHub> log)
    {
        if (!Sha256Text.IsValid(sha256))
            return Problem(StatusCodes.Status400BadRequest, "The address is not a SHA-256 in lower-case hexadecimal digits.");
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = options.MaximumBlobBytes;
        try
        {
            await blobs.PutAnnouncedAsync(context.Request.Body, "A file of the job", sha256, context.RequestAborted);
            return TypedResults.NoContent();
        }
        catch (StorageFullException full)
        {
            // The process keeps the file and tries again, so somebody has to learn of it here.
            log.LogError("{Message}", full.Message);
            return Problem(StatusCodes.Status507InsufficientStorage, full.Message);
        }
        catch (BlobMismatchException mismatch)
        {
            return Problem(StatusCodes.Status400BadRequest, mismatch.Message);
        }
        catch (BadHttpRequestException tooLong) when (tooLong.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Problem(tooLong.StatusCode, $"The file is larger than {options.MaximumBlobBytes} bytes and was not stored.");
        }
    }

    static ProblemHttpResult Problem(int status, string title) => TypedResults.Problem(title: title, statusCode: status);
}
