using System.Collections.Concurrent;
using Studio.Contracts.Jobs;
using Studio.Imaging;
using Studio.Imaging.Similarity;
using Studio.Storage;

namespace Studio.Features.Audit;

/// <summary>Makes the fingerprints that are still missing. Stored pixels need no codec, so it is done here.</summary>
public sealed class Fingerprinting(FingerprintStore store, BlobStore blobs)
{
    /// <summary>Stored at once; what is stored need not be made again after an interruption.</summary>
    const int Group = 256;

    /// <param name="progress">Images that are done, of those that lacked one.</param>
    /// <returns>By image.</returns>
    public async Task<IReadOnlyDictionary<long, PictureFingerprint>> CompleteAsync(
        IReadOnlyList<SampleSpec> samples, Action<int, int>? progress = null, CancellationToken cancellationToken = default)
    {
        var known = await store.ListAsync(samples, cancellationToken);
        var missing = samples.Where(sample => !known.ContainsKey(sample.ImageId)).ToList();
        if (missing.Count == 0)
            return known;
        var all = new Dictionary<long, PictureFingerprint>(known);
        var done = 0;
        foreach (var group in missing.Chunk(Group))
        {
            var made = new ConcurrentBag<(SampleSpec, PictureFingerprint)>();
            Parallel.ForEach(group, new ParallelOptions { CancellationToken = cancellationToken }, sample =>
                made.Add((sample, PictureFingerprint.Of(Read(sample)))));
            await store.SaveAsync(made, cancellationToken);
            foreach (var (sample, fingerprint) in made)
                all[sample.ImageId] = fingerprint;
            progress?.Invoke(done += group.Length, missing.Count);
        }

        return all;
    }

    /// <exception cref="StorageException">The pixels are missing or damaged; the image is named.</exception>
    public GreyPicture Read(SampleSpec sample)
    {
        using var stream = blobs.OpenRead(sample.Pixels.Sha256);
        var pixels = new byte[stream.Length];
        stream.ReadExactly(pixels);
        var layout = new RasterLayout(
            sample.Rows, sample.Columns, sample.SamplesPerPixel, sample.BytesPerSample, sample.BitsStored, sample.IsSigned);
        return layout.ByteCount == pixels.LongLength
            ? GreyPicture.Of(new RasterImage(layout, pixels))
            : throw new StorageException($"{sample.Name}: its stored pixels are damaged. Run verify to see what else is.");
    }
}
