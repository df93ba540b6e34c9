using Studio.Contracts.Import;
using Studio.Features.Import.Expanding;
using Studio.Features.Import.Labels;
using Studio.Imaging.Matching;

namespace Studio.Features.Import;

/// <summary>The files of a batch, each with its place in the report: pictures first, then masks, then what is settled already.</summary>
sealed record FoundFiles(
    IReadOnlyList<(ImportFile File, int Position)> Pictures,
    IReadOnlyList<(ImportFile File, int Position)> Masks,
    IReadOnlyList<(ImportItem Item, int Position)> Settled)
{
    /// <summary>Boxes, areas and tags; their places come after all others.</summary>
    public IReadOnlyList<LabelFile> Labels { get; init; } = [];

    public int Total => Pictures.Count + Masks.Count + Settled.Count + Labels.Count;

    /// <summary>Place of a label file in the report.</summary>
    public int PositionOfLabel(int index) => Pictures.Count + Masks.Count + Settled.Count + index;

    /// <summary>Tells masks from pictures by their paths.</summary>
    /// <param name="found">Everything that was given.</param>
    /// <param name="projectHasImages">Whether files that all look like masks can belong to pictures imported earlier.</param>
    public static FoundFiles Sort(ExpandedFiles found, bool projectHasImages)
    {
        var masks = MaskFinder.Find([.. found.Files.Select(file => file.Path)]);
        var isOnlyMasks = masks.Count == found.Files.Count;
        return isOnlyMasks && !projectHasImages
            ? Create(found.Files, [], found.Settled)
            : Create(
                [.. found.Files.Where(file => !masks.Contains(file.Path))],
                [.. found.Files.Where(file => masks.Contains(file.Path))],
                found.Settled);
    }

    /// <param name="pictures">What is to be imported.</param>
    /// <param name="masks">Masks from a place of their own.</param>
    /// <param name="maskFolderName">Put before the masks' paths, so that they differ from those of the pictures.</param>
    public static FoundFiles WithMasks(ExpandedFiles pictures, ExpandedFiles masks, string maskFolderName)
    {
        var settled = masks.Settled.Select(item => item with { Path = $"{maskFolderName}/{item.Path}" });
        var maskFiles = masks.Files.Select(file => file with { Path = $"{maskFolderName}/{file.Path}" }).ToList();
        var ownPaths = maskFiles.Select(file => file.FullPath).ToHashSet(StringComparer.Ordinal);
        var pictureFiles = pictures.Files.Where(file => !ownPaths.Contains(file.FullPath)).ToList();
        return Create(pictureFiles, maskFiles, [.. pictures.Settled, .. settled]);
    }

    static FoundFiles Create(IEnumerable<ImportFile> pictures, IEnumerable<ImportFile> masks, IEnumerable<ImportItem> settled)
    {
        var position = 0;
        return new FoundFiles(
            [.. pictures.Select(file => (file, position++))],
            [.. masks.Select(file => (file, position++))],
            [.. settled.Select(item => (item, position++))]);
    }
}
