using Studio.Imaging.Quality;
using Studio.Storage;

namespace Studio.Features.Audit;

/// <summary>Measures the pictures that were not measured yet.</summary>
public sealed class Measuring(MeasureStore store, StoredPictures pictures)
{
    /// <param name="sources">Labelled or not: <see cref="PictureSource"/> is made of a sample or of an image's record.</param>
    /// <param name="progress">Images that are done, of those that lacked measures.</param>
    /// <returns>By image.</returns>
    /// <exception cref="StorageException">The pixels of an image are missing or damaged; it is named.</exception>
    public Task<IReadOnlyDictionary<long, PictureMeasures>> CompleteAsync(
        IReadOnlyList<PictureSource> sources, Action<int, int>? progress = null, CancellationToken cancellationToken = default) =>
        pictures.CompleteAsync(
            store,
            sources,
            source => PictureMeasures.Of(pictures.Read(source), source.IsMonochrome1, source.RescaleSlope, source.RescaleIntercept),
            progress,
            cancellationToken);
}
