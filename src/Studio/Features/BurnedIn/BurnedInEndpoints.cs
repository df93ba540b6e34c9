using Studio.Hosting;
using Studio.Storage;

namespace Studio.Features.BurnedIn;

/// <summary>Whole pictures for the page that looks for patient data in pixels.</summary>
public static class BurnedInEndpoints
{
    const int LongestSide = 2048;

    public static IEndpointRouteBuilder MapBurnedIn(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/images/{imageId:long}/picture", GetPictureAsync);
        return app;
    }

    static async Task<IResult> GetPictureAsync(
        long imageId, HttpContext context, ImageStore images, BlobStore blobs, CancellationToken cancellationToken)
    {
        if (await images.FindAsync(imageId, cancellationToken) is not { } image)
            return Problems.NotFound("This image is not in the studio any more.");
        var picture = await StoredPicture.ReadAsync(image, blobs, cancellationToken);
        // Not kept by the browser: after a black-out the old picture must be gone everywhere.
        context.Response.Headers.CacheControl = "no-store";
        return Results.Bytes(picture.ToPng(LongestSide), "image/png");
    }
}
