using System.IO.Compression;
using Microsoft.AspNetCore.Http.Features;
using Studio.Contracts.Jobs;
using Studio.Hosting;
using Studio.Storage;

namespace Studio.Features.Models;

/// <summary>Model packages as downloads: one zip, or single files. Bytes go out as they are stored.</summary>
public static class ModelEndpoints
{
    public static string PackageUrl(Model model) => $"/api/models/{model.Id}/package.zip";

    public static string FileUrl(Model model, PackageFile file) => $"/api/models/{model.Id}/files/{Uri.EscapeDataString(file.Name)}";

    public static IEndpointRouteBuilder MapModels(this IEndpointRouteBuilder app)
    {
        var models = app.MapGroup("/api/models/{modelId:long}");
        models.MapGet("/package.zip", GetPackageAsync);
        models.MapGet("/files/{name}", GetFileAsync);
        return app;
    }

    static async Task<IResult> GetPackageAsync(
        long modelId,
        HttpContext context,
        ModelStore models,
        ProjectStore projects,
        BlobStore blobs,
        CancellationToken cancellationToken)
    {
        if (await models.FindAsync(modelId, cancellationToken) is not { } model)
            return NotFound();
        var project = await projects.FindAsync(model.ProjectId, cancellationToken);
        // ZipArchive writes the few bytes behind each entry synchronously, which the server refuses unless told.
        context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        var name = $"{project!.Slug}-model-{model.Number}";
        return Results.Stream(
            stream => WriteZipAsync(stream, name, model, blobs, cancellationToken),
            "application/zip",
            $"{name}.zip");
    }

    static async Task<IResult> GetFileAsync(
        long modelId,
        string name,
        ModelStore models,
        BlobStore blobs,
        CancellationToken cancellationToken) =>
        (await models.FindAsync(modelId, cancellationToken))?.Files.FirstOrDefault(file => file.Name == name) is { } found
            ? Results.File(blobs.GetPath(found.Blob.Sha256), "application/octet-stream", found.Name)
            : NotFound();

    static IResult NotFound() => Problems.NotFound("This model or file is not in the studio. Open the Models page again.");

    /// <summary>One folder in the zip, so that unpacking it gives what predict wants. Weights do not compress, so nothing is.</summary>
    static async Task WriteZipAsync(Stream target, string folder, Model model, BlobStore blobs, CancellationToken cancellationToken)
    {
        await using var zip = await ZipArchive.CreateAsync(target, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        foreach (var file in model.Files)
        {
            var entry = zip.CreateEntry($"{folder}/{file.Name}", CompressionLevel.NoCompression);
            entry.LastWriteTime = model.CreatedAt;
            await using var from = blobs.OpenRead(file.Blob.Sha256);
            await using var to = await entry.OpenAsync(cancellationToken);
            await from.CopyToAsync(to, cancellationToken);
        }
    }
}
