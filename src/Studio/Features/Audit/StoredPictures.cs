using System.Collections.Concurrent;
using Studio.Imaging;
using Studio.Storage;

namespace Studio.Features.Audit;

/// <summary>Reads stored pixels and computes what is still missing of what is kept of them. Stored pixels need no codec, so it is done here.</summary>
public sealed class StoredPictures(BlobStore blobs)
{
    /// <summary>Stored at once; what is stored need not be made again after an interruption.</summary>
    const int Group = 256;

    /// <summary>Computes on all cores what the store lacks.</summary>
    /// <param name="progress">Images that are done, of those that lacked one.</param>
    /// <returns>By image, of all pictures.</returns>
    /// <exception cref="StorageException">The pixels of an image are missing or damaged; it is named.</exception>
    public async Task<IReadOnlyDictionary<long, TFact>> CompleteAsync<TFact>(
        PictureFactStore<TFact> store,
        IReadOnlyList<PictureSource> pictures,
        Func<PictureSource, TFact> compute,
        Action<int, int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var known = await store.ListAsync(pictures, cancellationToken);
        var missing = pictures.Where(picture => !known.ContainsKey(picture.ImageId)).ToList();
        if (missing.Count == 0)
            return known;
        var all = new Dictionary<long, TFact>(known);
        var done = 0;
        foreach (var group in missing.Chunk(Group))
        {
            var made = new ConcurrentBag<(PictureSource, TFact)>();
            Parallel.ForEach(group, new ParallelOptions { CancellationToken = cancellationToken }, picture => made.Add((picture, compute(picture))));
            await store.SaveAsync(made, cancellationToken);
            foreach (var (picture, fact) in made)
                all[picture.ImageId] = fact;
            progress?.Invoke(done += group.Length, missing.Count);
        }

        return all;
    }

    /// <exception cref="StorageException">The pixels are missing or damaged; the image is named.</exception>
    public RasterImage Read(PictureSource picture)
    {
        using var stream = blobs.OpenRead(picture.PixelSha256);
        var pixels = new byte[stream.Length];
        stream.ReadExactly(pixels);
        return picture.Layout.ByteCount == pixels.LongLength
            ? new RasterImage(picture.Layout, pixels)
            : throw new StorageException($"{picture.Name}: its stored pixels are damaged. Run verify to see what else is.");
    }
}
