using Studio.Imaging;
using Studio.Imaging.Masks;
using Studio.Storage;

namespace Studio.Features.Import.Masks;

/// <summary>One frame of a picture and where it lies.</summary>
public sealed record MaskTargetFrame(ImageRecord Image, FramePlane? Plane);

/// <summary>The picture a mask belongs to: a file with one frame or several, or a series of files.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Frames">In the order of the file or along the series; at least one, all of one size.</param>
public sealed record MaskTarget(string Name, IReadOnlyList<MaskTargetFrame> Frames)
{
    /// <summary>Formats whose frames are turned as a radiologist reads them where the file says how they lie.</summary>
    static readonly HashSet<string> TurningFormats = ["NIfTI", "NRRD"];

    public MaskGrid Grid
    {
        get
        {
            var first = Frames[0].Image;
            var spacing = first is { SpacingRowMm: { } row, SpacingColumnMm: { } column } ? new PixelSpacing(row, column) : (PixelSpacing?)null;
            var isTurned = TurningFormats.Contains(first.Format) && Frames.Any(frame => frame.Plane is not null);
            return new MaskGrid(first.Rows, first.Columns, [.. Frames.Select(frame => frame.Plane)], spacing, isTurned);
        }
    }

    /// <summary>All frames of one file.</summary>
    public static MaskTarget OfFile(IEnumerable<ImageRecord> frames, Func<ImageRecord, FramePlane?> planeOf)
    {
        var ordered = frames.OrderBy(image => image.FrameIndex).Select(image => new MaskTargetFrame(image, planeOf(image))).ToList();
        var first = ordered[0].Image;
        return new MaskTarget(ordered.Count == 1 ? first.Name : ImageName.Of(first.SourcePath), ordered);
    }

    /// <summary>Series whose slices came as files of their own and all say where they lie.</summary>
    public static IEnumerable<MaskTarget> OfSeries(IEnumerable<ImageRecord> images, Func<ImageRecord, FramePlane?> planeOf) =>
        from image in images
        where image.SeriesUid is not null
        group new MaskTargetFrame(image, planeOf(image)) by (image.SeriesUid, image.Rows, image.Columns) into series
        where series.DistinctBy(frame => frame.Image.ContentSha256).Skip(1).Any() && series.All(frame => frame.Plane is not null)
        let ordered = series.OrderBy(frame => frame.Plane!.DistanceMm).ToList()
        select new MaskTarget($"The series with {ordered[0].Image.Name}", ordered);
}
