using System.Collections.Concurrent;
using Studio.Features.Audit;
using Studio.Imaging.Embedding;
using Studio.Imaging.Similarity;
using Studio.Storage;

namespace Studio.Features.Images.Map;

/// <summary>Makes the descriptors that are still missing. Stored pixels need no codec, so it is done here.</summary>
public sealed class Describing(DescriptorStore store, StoredPictures stored)
{
    /// <summary>Stored at once; what is stored need not be made again after an interruption.</summary>
    const int Group = 256;

    /// <param name="progress">Pictures that are done, of those that lacked one.</param>
    /// <returns>By image, and the names of images that cannot be read.</returns>
    public async Task<(IReadOnlyDictionary<long, PictureDescriptor> All, IReadOnlyList<string> Unreadable)> CompleteAsync(
        IReadOnlyList<PictureSource> pictures,
        IReadOnlyDictionary<long, PictureDescriptor> known,
        Action<int> progress,
        CancellationToken cancellationToken)
    {
        var all = new Dictionary<long, PictureDescriptor>(known);
        var unreadable = new ConcurrentBag<string>();
        var done = 0;
        foreach (var group in pictures.Where(picture => !known.ContainsKey(picture.ImageId)).Chunk(Group))
        {
            var made = new ConcurrentBag<(PictureSource Picture, PictureDescriptor Descriptor)>();
            Parallel.ForEach(group, new ParallelOptions { CancellationToken = cancellationToken }, picture =>
            {
                if (TryRead(picture) is { } read)
                    made.Add((picture, PictureDescriptor.Of(read)));
                else
                    unreadable.Add(picture.Name);
                progress(Interlocked.Increment(ref done));
            });
            await store.SaveAsync(made, cancellationToken);
            foreach (var (picture, descriptor) in made)
                all[picture.ImageId] = descriptor;
        }

        return (all, [.. unreadable.Order(StringComparer.OrdinalIgnoreCase)]);
    }

    /// <returns>Null where the pixels are missing or damaged: one image of many does not stop the map.</returns>
    GreyPicture? TryRead(PictureSource picture)
    {
        try
        {
            var grey = GreyPicture.Of(stored.Read(picture));
            return picture.IsMonochrome1 ? grey with { Values = Array.ConvertAll(grey.Values, value => -value) } : grey;
        }
        catch (Exception unreadable) when (unreadable is StorageException or IOException)
        {
            return null;
        }
    }
}
