using System.Collections.Concurrent;
using Studio.Contracts.Import;
using Studio.Features.Import.Decoding;
using Studio.Features.Import.Expanding;
using Studio.Imaging;
using Studio.Imaging.Masks;
using Studio.Storage;

namespace Studio.Features.Import.Masks;

/// <summary>Reads the masks of a batch and lays each on its picture.</summary>
sealed class MaskIntake(ImportFolder folder, DecodePool pool)
{
    public ConcurrentBag<StagedMask> Staged { get; } = [];

    /// <summary>Null when the mask is staged; else its fate.</summary>
    /// <param name="targets">Pictures it may belong to. Of several, the one on whose slices the mask lies is taken.</param>
    public async Task<ImportItem?> ReadAsync(
        ImportFile file, int position, IReadOnlyList<MaskTarget> targets, CancellationToken cancellation)
    {
        var output = folder.NewOutput();
        switch (await pool.DecodeAsync(file.FullPath, file.Path, DecodePurpose.Mask, output, cancellation))
        {
            case DecodedMask mask:
                return Stage(mask, targets, file, position);
            case DecodeRejected rejected:
                return Rejected(file, rejected.Reason);
            case DecodeStorageFull:
                throw ImportFullException.While($"reading {file.Path}");
            default:
                return Rejected(file, "It was not read as a mask.");
        }
    }

    ImportItem? Stage(DecodedMask mask, IReadOnlyList<MaskTarget> targets, ImportFile file, int position)
    {
        var grid = GridOf(mask);
        var fits = targets.Select(target => (Target: target, Fit: MaskGeometry.Fit(target.Name, target.Grid, grid))).ToList();
        if (fits is [{ Fit.Misfit: { } misfit }])
            return Rejected(file, misfit);
        var fitting = fits.Where(entry => entry.Fit.Misfit is null).ToList();
        if (fitting.Count != 1)
        {
            return Rejected(file, fitting.Count == 0
                ? "No picture has its name, and it does not lie on the slices of any series. Export it on the grid of its series."
                : $"It lies on the slices of {fitting.Count} series: {string.Join(", ", fitting.Take(3).Select(entry => entry.Target.Name))}. Name it like the one it belongs to.");
        }

        Staged.Add(StagedMask.Of(mask, fitting[0].Target, fitting[0].Fit, file.Path, position));
        return null;
    }

    static ImportItem Rejected(ImportFile file, string reason) => new(file.Path, ImportFate.Rejected, reason, null);

    static MaskGrid GridOf(DecodedMask mask)
    {
        var planes = mask.Frames.Select(frame => frame.Plane is { } plane ? StoredPlane.Of(plane) : null).ToList();
        var spacing = mask is { SpacingRowMm: { } row, SpacingColumnMm: { } column } ? new PixelSpacing(row, column) : (PixelSpacing?)null;
        var blank = Enumerable.Range(0, mask.Frames.Count).Where(index => mask.Frames[index].IsBlank).ToHashSet();
        return new MaskGrid(mask.Rows, mask.Columns, planes, spacing, mask.IsTurned) { BlankFrames = blank };
    }
}
