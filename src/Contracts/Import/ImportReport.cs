namespace Studio.Contracts.Import;

public enum ImportFate
{
    Imported,
    Skipped,
    Rejected,
}

/// <summary>What became of one file. The reason is empty for an imported file.</summary>
public sealed record ImportItem(string Path, ImportFate Fate, string Reason, long? ImageId);

/// <summary>A mask value that has no class yet, with a proposal that a person confirms. Class -1 ignores the value.</summary>
public sealed record MaskValueProposal(int Value, long Pixels, int ProposedClass, string ProposedName);

public sealed record RejectedFile(string Path, string Reason);

/// <summary>The <c>--json</c> answer of <c>import</c>.</summary>
public sealed record ImportReport(
    string Project,
    int Imported,
    int Skipped,
    IReadOnlyList<RejectedFile> Rejected,
    int MasksImported,
    IReadOnlyList<string> UnmatchedMasks,
    IReadOnlyList<string> ImagesWithoutMask,
    IReadOnlyList<MaskValueProposal> MaskValues,
    double Seconds);
