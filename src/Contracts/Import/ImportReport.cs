namespace Studio.Contracts.Import;

public enum ImportFate
{
    Imported,
    Skipped,
    Rejected,
}

/// <summary>What became of one file. The reason is empty for an imported file.</summary>
public sealed record ImportItem(string Path, ImportFate Fate, string Reason, long? ImageId);

/// <summary>A mask value that has no class yet, with a proposal that a person confirms.</summary>
/// <param name="Value">As in the masks; a colour is 0xRRGGBB.</param>
/// <param name="ProposedName">Name of a class, empty for background, null where a person must choose.</param>
public sealed record MaskValueProposal(int Value, long Pixels, string? ProposedName);

/// <summary>A class name of boxes, areas or tags that the project does not have, with a proposal that a person confirms.</summary>
/// <param name="Name">As in the label files.</param>
/// <param name="Count">How many labels carry it.</param>
/// <param name="ProposedName">Name of a class, empty to leave the labels out, null where a person must choose.</param>
public sealed record LabelNameProposal(string Name, long Count, string? ProposedName);

/// <summary>Something in a label file that was left out or changed.</summary>
/// <param name="Where">Line or key in the file; empty for the file as a whole.</param>
public sealed record LabelProblem(string File, string Where, string Reason)
{
    /// <summary>The image that it is about; null where that is none, or not known.</summary>
    public long? ImageId { get; init; }
}

public sealed record RejectedFile(string Path, string Reason);

/// <summary>The <c>--json</c> answer of <c>import</c>. Counts are of picture files; masks are counted on their own.</summary>
/// <param name="Rejected">Pictures, masks and other label files.</param>
/// <param name="MaskValues">Not empty where the masks wait for classes; nothing of them is stored then.</param>
/// <param name="Problem">Why the import stopped early or left something out, in a sentence; null when it ran through.</param>
public sealed record ImportReport(
    string Project,
    int Imported,
    int Skipped,
    IReadOnlyList<RejectedFile> Rejected,
    int MasksImported,
    IReadOnlyList<string> UnmatchedMasks,
    IReadOnlyList<string> ImagesWithoutMask,
    IReadOnlyList<MaskValueProposal> MaskValues,
    double Seconds,
    string? Problem = null)
{
    /// <summary>Boxes that came with this import and are in the project now, also where an earlier import brought them.</summary>
    public int BoxesImported { get; init; }

    /// <summary>Statements about images, series and patients, as the boxes.</summary>
    public int TagsImported { get; init; }

    /// <summary>Labels drawn from polygons and runs of COCO files.</summary>
    public int OutlinesImported { get; init; }

    public IReadOnlyList<LabelProblem> LabelProblems { get; init; } = [];

    /// <summary>Not empty where boxes, areas and tags wait for classes; nothing of them is stored then.</summary>
    public IReadOnlyList<LabelNameProposal> LabelNames { get; init; } = [];
}
