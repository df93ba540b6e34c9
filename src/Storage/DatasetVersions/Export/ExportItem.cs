using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>An image of a version with everything that leaves the studio with it.</summary>
public sealed record ExportItem
{
    public long ImageId { get; init; }
    public required string Name { get; init; }
    public required string PatientKey { get; init; }
    public Split Split { get; init; }

    /// <summary>From 1; null where there are no folds, and of test images.</summary>
    public int? Fold { get; init; }
    public required string Format { get; init; }
    public string? Modality { get; init; }
    public string? Category { get; init; }
    public long? SeriesId { get; init; }
    public int? SliceIndex { get; init; }
    public double? SliceSpacingMm { get; init; }
    public int Rows { get; init; }
    public int Columns { get; init; }
    public int SamplesPerPixel { get; init; }
    public int BytesPerSample { get; init; }
    public int BitsStored { get; init; }
    public bool IsSigned { get; init; }
    public required string Photometric { get; init; }
    public double? SpacingRowMm { get; init; }
    public double? SpacingColumnMm { get; init; }
    public double RescaleSlope { get; init; }
    public double RescaleIntercept { get; init; }
    public required string PixelSha256 { get; init; }
    public string? LabelmapSha256 { get; init; }
    public IReadOnlyList<BoxSpec> Boxes { get; private init; } = [];
    public IReadOnlyList<TagSpec> Tags { get; private init; } = [];

    // Columns whose text is not the property's own form.
    internal string BoxesJson
    {
        init => Boxes = value == "[]" ? [] : StoredJson.Read<IReadOnlyList<BoxSpec>>(value);
    }

    internal string TagsJson
    {
        init => Tags = value == "[]" ? [] : StoredJson.Read<IReadOnlyList<TagSpec>>(value);
    }
}

/// <summary>Value of a field of an image, as text.</summary>
public sealed record ExportField
{
    public long ImageId { get; init; }
    public required string Field { get; init; }
    public required string Value { get; init; }
}
