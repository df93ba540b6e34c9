using System.Globalization;
using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>An image that takes part in a version, with its label as it is now.</summary>
sealed record LabelledImage
{
    public long ImageId { get; init; }
    public required string PixelSha256 { get; init; }
    public long? PatientId { get; init; }
    public string? PatientKey { get; init; }
    public long? SeriesId { get; init; }
    public Split? FixedSplit { get; init; }

    /// <summary>Null where tags are all there is.</summary>
    public long? AnnotationId { get; init; }
    public long AnnotationRevision { get; init; }
    public string? LabelmapSha256 { get; init; }

    /// <summary>Of a label whose classes overlap; the labelmap shows them flattened, and a run sees no more.</summary>
    public string? LayersSha256 { get; init; }
    public string? Category { get; init; }

    /// <summary>Series, or the case its channels share; null for a picture of its own.</summary>
    public string? Volume { get; init; }

    public IReadOnlyList<BoxSpec> Boxes { get; init; } = [];
    public IReadOnlyList<TagSpec> Tags { get; init; } = [];

    /// <summary>Classes of the label's pixels.</summary>
    public IReadOnlyList<int> PixelClasses { get; init; } = [];

    /// <summary>Of an unknown patient the slices of a volume stay together, and other images stand alone.</summary>
    public string GroupKey => PatientKey ?? Volume ?? $"image-{ImageId.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>What the label says is there, in the form the task asks for; each class once.</summary>
    public IEnumerable<int> ClassesFor(ProjectTask task) => task switch
    {
        ProjectTask.Detection => Boxes.Select(box => box.ClassIndex).Distinct(),
        ProjectTask.Classification => Tags.Where(tag => tag.Answer == true).Select(tag => tag.ClassIndex),
        _ => PixelClasses,
    };
}
