using Studio.Imaging;
using Studio.Imaging.Masks;
using Studio.Storage;

namespace Studio.Features.Import.Masks;

/// <summary>The picture a mask belongs to: a file with one frame or several, or a series of files.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Frames">In the order of the file or along the series; at least one, all of one size.</param>
public sealed record MaskTarget(string Name, IReadOnlyList<ImageRecord> Frames)
{
    /// <summary>Path of another file with this picture that the mask belongs to; null where it belongs to the picture's own.</summary>
    public string? OtherPath { get; init; }

    public MaskGrid Grid
    {
        get
        {
            var first = Frames[0];
            var spacing = first is { SpacingRowMm: { } row, SpacingColumnMm: { } column } ? new PixelSpacing(row, column) : (PixelSpacing?)null;
            return new MaskGrid(first.Rows, first.Columns, [.. Frames.Select(frame => frame.Plane)], spacing, first.IsTurned);
        }
    }

    /// <summary>All frames of one file.</summary>
    public static MaskTarget OfFile(IEnumerable<ImageRecord> frames)
    {
        var ordered = frames.OrderBy(image => image.FrameIndex).ToList();
        return new MaskTarget(ordered.Count == 1 ? ordered[0].Name : ImageName.Of(ordered[0].SourcePath), ordered);
    }

    /// <summary>Series whose slices came as files of their own and all say where they lie.</summary>
    public static IEnumerable<MaskTarget> OfSeries(IEnumerable<ImageRecord> images) =>
        from image in images
        where image.SeriesUid is not null
        group image by (image.SeriesUid, image.Rows, image.Columns) into series
        where series.DistinctBy(image => image.ContentSha256).Skip(1).Any() && series.All(image => image.Plane is not null)
        let ordered = series.OrderBy(image => image.Plane!.DistanceMm).ToList()
        select new MaskTarget($"The series with {ordered[0].Name}", ordered);
}
