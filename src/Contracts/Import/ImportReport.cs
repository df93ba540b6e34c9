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

public sealed record RejectedFile(string Path, string Reason);

/// <summary>The <c>--json</c> answer of <c>import</c>. Counts are of picture files; masks are counted on their own.</summary>
/// <param name="Rejected">Pictures and masks.</param>
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
    string? Problem = null);
