using Studio.Contracts.Import;

namespace Studio.Features.Import;

public enum ImportStage
{
    Waiting,
    Finding,
    Reading,
    Arranging,
    ReadingMasks,
    ReadingLabels,
    StoringLabels,
    Ended,
}

/// <summary>How far an import is.</summary>
/// <param name="Done">Files of the current stage that are finished.</param>
/// <param name="Imported">Pictures only.</param>
/// <param name="SecondsLeft">Null until there is something to judge by.</param>
public sealed record ImportProgress(
    ImportStage Stage,
    int Done,
    int Total,
    long Bytes,
    long TotalBytes,
    int Imported,
    int Skipped,
    int Rejected,
    double? SecondsLeft)
{
    public static ImportProgress None { get; } = new(ImportStage.Waiting, 0, 0, 0, 0, 0, 0, 0, null);

    public ImportProgress With(ImportFate fate) => fate switch
    {
        ImportFate.Imported => this with { Imported = Imported + 1 },
        ImportFate.Skipped => this with { Skipped = Skipped + 1 },
        _ => this with { Rejected = Rejected + 1 },
    };
}
