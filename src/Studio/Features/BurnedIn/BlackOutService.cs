using Studio.Contracts.Jobs;
using Studio.Imaging.Display;
using Studio.Storage;

namespace Studio.Features.BurnedIn;

/// <summary>What a black-out did.</summary>
/// <param name="Done">Images that are blacked out.</param>
/// <param name="StillStored">Old pixels that stay because another image of the studio has the same.</param>
public sealed record BlackOutResult(int Done, int StillStored);

/// <summary>Blacks out rectangles for good: new pixels and preview, and the old ones are removed from the data folder.</summary>
public sealed class BlackOutService(ImageStore images, BlobStore blobs, BurnedInStore burnedIn, AuditLog audit)
{
    /// <param name="imageIds">Images of one size.</param>
    /// <param name="rectangles">At least one.</param>
    /// <param name="userId">Who is answerable for it, for the audit log.</param>
    /// <param name="progress">Images that are done.</param>
    /// <param name="cancellation">Ends between two images; what is done stays.</param>
    public async Task<BlackOutResult> ApplyAsync(
        IReadOnlyList<long> imageIds,
        IReadOnlyList<PixelRectangle> rectangles,
        long? userId,
        IProgress<int>? progress,
        CancellationToken cancellation)
    {
        var done = 0;
        var stillStored = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            foreach (var imageId in imageIds)
            {
                cancellation.ThrowIfCancellationRequested();
                if (await images.FindAsync(imageId, cancellation) is { } image)
                    await ApplyAsync(image, rectangles, stillStored);
                done++;
                progress?.Report(done);
            }
        }
        finally
        {
            await audit.AppendAsync(userId, "black-out", $"image/{imageIds[0]}", new { images = imageIds.Take(done), rectangles }, CancellationToken.None);
        }

        return new BlackOutResult(done, stillStored.Count);
    }

    /// <summary>Not cancelled half-way: old pixels never stay beside new ones.</summary>
    async Task ApplyAsync(ImageRecord image, IReadOnlyList<PixelRectangle> rectangles, HashSet<string> stillStored)
    {
        var picture = await StoredPicture.ReadAsync(image, blobs, CancellationToken.None);
        var black = picture with { Raster = BlackOut.Apply(picture.Raster, rectangles, picture.Facts.Photometric, picture.Facts.Statistics) };
        var pixels = await blobs.PutAsync(black.Raster.Samples, $"The picture {image.Name}", CancellationToken.None);
        var preview = await blobs.PutAsync(black.ToPng(Thumbnail.StoredSide), $"The preview of {image.Name}", CancellationToken.None);
        var (oldPixels, oldPreview) = await burnedIn.ReplacePixelsAsync(image.Id, pixels, preview, CancellationToken.None);
        await RemoveAsync(oldPixels, pixels, stillStored);
        await RemoveAsync(oldPreview, preview, []);
    }

    /// <summary>Of equal frames only the last one that is blacked out frees the old pixels.</summary>
    async Task RemoveAsync(string old, BlobReference replacement, HashSet<string> stillStored)
    {
        if (old == replacement.Sha256)
            return;
        if (await blobs.PurgeAsync(old, CancellationToken.None))
            stillStored.Remove(old);
        else
            stillStored.Add(old);
    }
}
