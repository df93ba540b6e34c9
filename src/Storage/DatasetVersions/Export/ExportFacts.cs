namespace Studio.Storage;

/// <summary>Figures about a version for its datasheet. No names of people.</summary>
/// <param name="Readers">Whose labels it holds, those with most first.</param>
/// <param name="Exclusions">Images of the project that are left out now, by reason.</param>
/// <param name="Unlabelled">Images of the project without a label, left out or not, that are in no part.</param>
/// <param name="FirstImport">When the first of its images was imported.</param>
/// <param name="AuditJson">Results of the last finished audit; null where there was none.</param>
/// <param name="ReviewedFindings">Keys of findings that somebody called no problem, with the reason.</param>
/// <param name="ClassCounts">As counted when the version was frozen; null in versions from before that was done.</param>
public sealed record ExportFacts(
    IReadOnlyList<LabelsOfReader> Readers,
    IReadOnlyList<Exclusion> Exclusions,
    int Unlabelled,
    DateTimeOffset FirstImport,
    DateTimeOffset LastImport,
    bool IsDeidentified,
    string? AuditJson,
    DateTimeOffset? AuditedAt,
    IReadOnlyDictionary<string, string> ReviewedFindings,
    IReadOnlyList<ClassCount>? ClassCounts);

/// <summary>How many labels of a version are of one person.</summary>
public sealed record LabelsOfReader
{
    /// <summary>Null: they came with the images.</summary>
    public long? UserId { get; init; }
    public int Images { get; init; }
}

public sealed record Exclusion
{
    public required string Reason { get; init; }
    public int Images { get; init; }
}
