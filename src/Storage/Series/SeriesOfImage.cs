namespace Studio.Storage;

/// <summary>The series an image is a slice of.</summary>
/// <param name="Channel">What the series shows of its case, e.g. FLAIR; null where a case is one series.</param>
/// <param name="CaseKey">Shared by the series of one case, which lie on the same grid.</param>
/// <param name="SliceSpacingMm">Null where it is unknown or uneven.</param>
/// <param name="Orientation">axial, coronal, sagittal or oblique; null where unknown or mixed.</param>
/// <param name="Findings">What is wrong with the series, in sentences, e.g. a missing slice.</param>
/// <param name="ImageIds">In the order of the slices.</param>
public sealed record SeriesOfImage(
    long Id,
    string? Description,
    string? Modality,
    string? Channel,
    string? CaseKey,
    double? SliceSpacingMm,
    string? Orientation,
    IReadOnlyList<string> Findings,
    IReadOnlyList<long> ImageIds);
