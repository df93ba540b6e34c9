using System.IO.Compression;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.Features;
using Studio.Features.Account;
using Studio.Hosting;
using Studio.Storage;

namespace Studio.Features.Versions.Export;

/// <summary>A version as a zip, made while it is sent.</summary>
public static class ExportEndpoints
{
    public static string Url(DatasetVersion version, Guid download, bool withNames) =>
        $"/api/versions/{version.Id}/dataset.zip?download={download:N}{(withNames ? "&names=true" : "")}";

    public static IEndpointRouteBuilder MapVersions(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/versions/{versionId:long}/dataset.zip", GetZipAsync);
        return app;
    }

    static async Task<IResult> GetZipAsync(
        long versionId,
        Guid? download,
        bool? names,
        HttpContext context,
        ClaimsPrincipal principal,
        DatasetVersionStore versions,
        ProjectStore projects,
        DatasetExporter exporter,
        DownloadProgress progress,
        CancellationToken cancellationToken)
    {
        if (CurrentUser.From(principal)?.Decides != true)
            return Problems.Forbidden("An owner or a lead decides what leaves the studio.");
        if (await versions.FindAsync(versionId, cancellationToken) is not { } version)
            return Problems.NotFound("This version is not in the studio. Open the Versions page again.");
        var project = await projects.FindAsync(version.ProjectId, cancellationToken);
        // ZipArchive writes the few bytes behind each entry synchronously, which the server refuses unless told.
        context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        var name = $"{project!.Slug}-version-{version.Number}";
        return Results.Stream(SendAsync, "application/zip", $"{name}.zip");

        async Task SendAsync(Stream target)
        {
            var last = new DownloadProgress.Step(0, version.Images);
            try
            {
                await using (var zip = await ZipArchive.CreateAsync(target, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken))
                    await exporter.WriteAsync(version, new ZipTarget(zip, name, version.CreatedAt), names ?? false, (done, total) => Tell(new DownloadProgress.Step(done, total)), cancellationToken);
                Tell(last with { IsDone = true });
            }
            catch (Exception problem) when (problem is StorageException or IOException or OperationCanceledException)
            {
                Tell(last with { Problem = problem is OperationCanceledException ? "The download was cancelled." : problem.Message });
                // The answer has begun: only breaking the connection says that the file is not whole.
                context.Abort();
            }

            void Tell(DownloadProgress.Step step)
            {
                last = step;
                if (download is { } id)
                    progress.Set(id, step);
            }
        }
    }
}
