using Studio.Contracts.Labels;
using Studio.Imaging.Annotations;
using Studio.Storage;

namespace Studio.Features.Import.Labels;

/// <summary>Labels that are read and belong to images, series or patients; their names may still lack classes.</summary>
public sealed record StagedLabels(
    IReadOnlyList<StagedLabelFile> Files,
    IReadOnlyList<StagedImageLabels> Images,
    IReadOnlyList<StagedTag> Tags)
{
    /// <summary>Of which kind images are, as tables of tags say it.</summary>
    public IReadOnlyList<ImageCategory> Categories { get; init; } = [];

    public static StagedLabels None { get; } = new([], [], []);

    /// <summary>How many labels carry each name.</summary>
    public IReadOnlyDictionary<string, long> CountNames() => Images
        .SelectMany(image => (image.Boxes ?? []).Select(box => box.Name).Concat((image.Shapes ?? []).Select(shape => shape.Name)))
        .Concat(Tags.Select(tag => tag.Name))
        .GroupBy(name => name, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.LongCount(), StringComparer.Ordinal);
}

/// <summary>A file whose labels are staged.</summary>
/// <param name="Position">Its place in the list of the batch's files.</param>
public sealed record StagedLabelFile(string Path, int Position);

/// <summary>What one file says about one image.</summary>
/// <param name="File">Path of the label file.</param>
/// <param name="Boxes">Inside the image; null where the file makes no statement about boxes, empty where nothing is there.</param>
/// <param name="Shapes">As the boxes.</param>
public sealed record StagedImageLabels(
    long ImageId,
    int Rows,
    int Columns,
    string File,
    IReadOnlyList<LabelBox>? Boxes,
    IReadOnlyList<LabelShape>? Shapes);

public sealed record StagedTag(TagScope Scope, long SubjectId, string Name, bool IsPresent);
