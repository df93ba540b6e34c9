using Studio.Contracts.Jobs;
using Studio.Imaging.Labelmaps;
using Studio.Storage;

namespace Studio.Features.Audit;

/// <summary>Stored labelmaps as one class per pixel.</summary>
public sealed class LabelReader(BlobStore blobs)
{
    /// <returns>[rows, columns]; null where the image has no labelmap.</returns>
    /// <exception cref="StorageException">The labelmap is missing or damaged; the image is named.</exception>
    public async Task<byte[]?> ReadAsync(SampleSpec sample, CancellationToken cancellationToken) =>
        sample.Labelmap is { } blob ? await ReadAsync(blob.Sha256, sample, cancellationToken) : null;

    /// <summary>Another labelmap of the image.</summary>
    public async Task<byte[]> ReadAsync(string sha256, SampleSpec sample, CancellationToken cancellationToken) =>
        LabelmapPacking.TryUnpack(await blobs.ReadAllBytesAsync(sha256, cancellationToken), sample.Rows, sample.Columns, out var classes, out _)
            ? classes
            : throw new StorageException($"{sample.Name}: its stored label is damaged. Run verify to see what else is.");
}
