using System.Collections.Concurrent;
using Studio.Contracts.Import;
using Studio.Features.Import.Decoding;
using Studio.Features.Import.Expanding;
using Studio.Imaging;
using Studio.Imaging.Masks;

namespace Studio.Features.Import.Masks;

/// <summary>Reads the masks of a batch and checks each against its picture.</summary>
sealed class MaskIntake(ImportFolder folder, DecodePool pool)
{
    public ConcurrentBag<StagedMask> Staged { get; } = [];

    /// <summary>Null when the mask is staged; else its fate.</summary>
    public async Task<ImportItem?> ReadAsync(ImportFile file, int position, MaskTarget target, CancellationToken cancellation)
    {
        if (target.FrameCount > 1)
            return Rejected(file, $"Its picture has {target.FrameCount} frames, a mask has one. Masks of films are not imported yet.");
        var output = folder.NewOutput();
        switch (await pool.DecodeAsync(file.FullPath, file.Path, DecodePurpose.Mask, output, cancellation))
        {
            case DecodedMask mask when FindMisfit(mask, target) is { } misfit:
                return Rejected(file, misfit);
            case DecodedMask mask:
                Staged.Add(StagedMask.Of(mask, target, file.Path, position));
                return null;
            case DecodeRejected rejected:
                return Rejected(file, rejected.Reason);
            case DecodeStorageFull:
                throw ImportFullException.While($"reading {file.Path}");
            default:
                return Rejected(file, "It was not read as a mask.");
        }
    }

    static ImportItem Rejected(ImportFile file, string reason) => new(file.Path, ImportFate.Rejected, reason, null);

    static string? FindMisfit(DecodedMask mask, MaskTarget target)
    {
        var image = target.Image;
        var layout = new RasterLayout(image.Rows, image.Columns, image.SamplesPerPixel, image.BytesPerSample, image.BitsStored, image.IsSigned);
        return MaskGeometry.Compare(image.Name, layout, new MaskImage(mask.Rows, mask.Columns, MaskValueKind.Grey, [], []));
    }
}
