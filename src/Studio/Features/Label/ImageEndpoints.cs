using System.Security.Claims;
using Studio.Features.Account;
using Studio.Hosting;
using Studio.Storage;

namespace Studio.Features.Label;

/// <summary>Pixels, thumbnails and labels of one image. Bytes are sent as they are stored; nothing is decoded here.</summary>
public static class ImageEndpoints
{
    // The address holds the content's hash, so what it names never changes.
    const string Forever = "private, max-age=31536000, immutable";

    public static string ThumbnailUrl(long imageId, string thumbnailSha256) =>
        $"/api/images/{imageId}/thumbnail?v={thumbnailSha256[..16]}";

    public static IEndpointRouteBuilder MapLabelling(this IEndpointRouteBuilder app)
    {
        var images = app.MapGroup("/api/images/{imageId:long}").AddEndpointFilter(AuthorGuard.CheckAsync);
        images.MapGet("/workbench", GetWorkbenchAsync);
        images.MapGet("/pixels", GetPixelsAsync);
        images.MapGet("/thumbnail", GetThumbnailAsync);
        images.MapGet("/annotation", AnnotationEndpoint.GetAsync);
        images.MapGet("/labelmap", LabelEndpoints.GetLabelmapAsync);
        images.MapGet("/beside", BesideEndpoints.GetBesideAsync);
        images.MapGet("/readers", BesideEndpoints.GetReadersAsync);
        images.MapGet("/readers/{reader:long}/annotation", BesideEndpoints.GetReaderAnnotationAsync);
        images.MapPost("/operations", LabelEndpoints.AppendAsync);
        images.MapPost("/submit", LabelEndpoints.SubmitAsync);
        images.MapPost("/skip", LabelEndpoints.SkipAsync);
        app.MapGet("/api/projects/{project}/queue", QueueEndpoint.GetAsync);
        app.MapGet("/api/projects/{project}/queue/next", QueueEndpoint.GetNextAsync);
        app.MapGet("/api/projects/{project}/queue/today", QueueEndpoint.GetTodayAsync);
        var windows = app.MapGroup("/api/projects/{project}/windows");
        windows.MapGet("", WindowEndpoints.ListAsync);
        windows.MapPost("", WindowEndpoints.SaveAsync);
        windows.MapDelete("/{window:long}", WindowEndpoints.RemoveAsync);
        app.MapGet("/api/series/{seriesId:long}/slices", SliceEndpoint.GetAsync);
        return app;
    }

    /// <param name="series">False leaves the series out, for who has it already.</param>
    static async Task<IResult> GetWorkbenchAsync(
        long imageId,
        bool? series,
        ClaimsPrincipal principal,
        ImageStore images,
        WorkbenchReader workbench,
        AnnotationStore annotations,
        CancellationToken cancellationToken)
    {
        if (await images.FindAsync(imageId, cancellationToken) is not { } image)
            return Problems.NotFound("This image is not in the studio any more.");
        var document = await annotations.GetOrCreateAsync(imageId, CurrentUser.From(principal)!.Id, cancellationToken);
        return Results.Ok(await workbench.ReadAsync(image, document.Revision, series ?? true, cancellationToken));
    }

    static Task<IResult> GetPixelsAsync(
        long imageId,
        HttpContext context,
        ImageStore images,
        BlobStore blobs,
        CancellationToken cancellationToken) =>
        SendAsync(imageId, image => image.PixelSha256, "application/octet-stream", context, images, blobs, cancellationToken);

    static Task<IResult> GetThumbnailAsync(
        long imageId,
        HttpContext context,
        ImageStore images,
        BlobStore blobs,
        CancellationToken cancellationToken) =>
        SendAsync(imageId, image => image.ThumbnailSha256, "image/png", context, images, blobs, cancellationToken);

    static async Task<IResult> SendAsync(
        long imageId,
        Func<ImageRecord, string> blobOf,
        string contentType,
        HttpContext context,
        ImageStore images,
        BlobStore blobs,
        CancellationToken cancellationToken)
    {
        if (await images.FindAsync(imageId, cancellationToken) is not { } image)
            return Problems.NotFound("This image is not in the studio any more.");
        context.Response.Headers.CacheControl = Forever;
        return Results.File(blobs.GetPath(blobOf(image)), contentType);
    }
}
