using Studio.Contracts.Projects;
using Studio.Imaging.Contours;
using Studio.Imaging.Labelmaps;
using Studio.Storage;

namespace Studio.Features.Versions;

/// <summary>An image's label in two versions, drawn.</summary>
/// <param name="Dice">By class, 0 to 1; empty where the pixels are the same or only one version has the image.</param>
public sealed record DrawnChange(
    IReadOnlyList<ClassOutline> Before, IReadOnlyList<ClassOutline> After, IReadOnlyDictionary<int, double> Dice)
{
    public static DrawnChange None { get; } = new([], [], new Dictionary<int, double>());
}

/// <summary>Outlines of labels as versions froze them.</summary>
public sealed class FrozenLabelReader(BlobStore blobs)
{
    // As outlines of the current labels are drawn.
    const double TolerancePixels = 0.5;

    /// <summary>Off the caller's thread: large labels take a while. A label that cannot be read is left empty; "Check" names it.</summary>
    public Task<DrawnChange> DrawAsync(ChangedImage image, CancellationToken cancellationToken) => Task.Run(
        async () =>
        {
            var before = await ReadAsync(image, image.Before?.LabelmapSha256, cancellationToken);
            var after = image.After?.LabelmapSha256 == image.Before?.LabelmapSha256
                ? before
                : await ReadAsync(image, image.After?.LabelmapSha256, cancellationToken);
            var differs = image is { Before: not null, After: not null } && before != after;
            return new DrawnChange(
                [.. Outline(before), .. BoxOutlines.Of(image.Before?.Boxes ?? [])],
                [.. Outline(after), .. BoxOutlines.Of(image.After?.Boxes ?? [])],
                differs ? LabelOverlap.Dice((before ?? Empty(image)).Classes, (after ?? Empty(image)).Classes) : DrawnChange.None.Dice);
        },
        cancellationToken);

    async Task<Labelmap?> ReadAsync(ChangedImage image, string? sha256, CancellationToken cancellationToken)
    {
        if (sha256 is null)
            return null;
        try
        {
            var packed = await blobs.ReadAllBytesAsync(sha256, cancellationToken);
            return LabelmapPacking.TryUnpack(packed, image.Rows, image.Columns, out var classes, out _)
                ? new Labelmap(image.Rows, image.Columns, classes)
                : null;
        }
        catch (BlobMissingException)
        {
            return null;
        }
    }

    static Labelmap Empty(ChangedImage image) => Labelmap.Empty(image.Rows, image.Columns);

    static IEnumerable<ClassOutline> Outline(Labelmap? labelmap) => labelmap is null
        ? []
        : ContourPath.PerClass(labelmap, TolerancePixels).Select(outline => new ClassOutline(outline.Key, outline.Value));
}
