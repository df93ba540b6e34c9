namespace Studio.Storage;

/// <summary>Figures about a version for its datasheet. No names of people.</summary>
/// <param name="Readers">Whose labels it holds, those with most first.</param>
/// <param name="UnknownPatients">Images of it without a patient; each counts as one of its own, slices of a volume together.</param>
/// <param name="Exclusions">Images of the project that are not in it and left out now, by reason.</param>
/// <param name="NotLabelled">Other images of the project that are not in it.</param>
/// <param name="FirstImport">When the first of its images was imported.</param>
/// <param name="AuditJson">Results of the last finished audit; null where there was none.</param>
/// <param name="ReviewedFindings">Keys of findings that somebody called no problem, with the reason.</param>
/// <param name="ClassCounts">As counted when the version was frozen; null in versions from before that was done.</param>
public sealed record ExportFacts(
    IReadOnlyList<LabelsOfReader> Readers,
    int UnknownPatients,
    IReadOnlyList<Exclusion> Exclusions,
    int NotLabelled,
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
