using Studio.Contracts.Jobs;
using Studio.Imaging.Similarity;
using Studio.Storage;

namespace Studio.Features.Audit;

/// <summary>Makes the fingerprints that are still missing.</summary>
public sealed class Fingerprinting(FingerprintStore store, StoredPictures pictures)
{
    /// <param name="progress">Images that are done, of those that lacked one.</param>
    /// <returns>By image.</returns>
    /// <exception cref="StorageException">The pixels of an image are missing or damaged; it is named.</exception>
    public Task<IReadOnlyDictionary<long, PictureFingerprint>> CompleteAsync(
        IReadOnlyList<SampleSpec> samples, Action<int, int>? progress = null, CancellationToken cancellationToken = default) =>
        pictures.CompleteAsync(
            store,
            [.. samples.Select(PictureSource.Of)],
            picture => PictureFingerprint.Of(GreyPicture.Of(pictures.Read(picture))),
            progress,
            cancellationToken);

    /// <exception cref="StorageException">The pixels are missing or damaged; the image is named.</exception>
    public GreyPicture Read(SampleSpec sample) => GreyPicture.Of(pictures.Read(PictureSource.Of(sample)));
}
