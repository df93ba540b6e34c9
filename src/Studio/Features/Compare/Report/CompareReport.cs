using Studio.Storage;

namespace Studio.Features.Compare.Report;

/// <summary>Everything that stands in the report of a comparison.</summary>
/// <param name="Looks">At the test set of this project, all of them, the newest first.</param>
/// <param name="Data">What the audit says of the data that were learned from.</param>
/// <param name="Groups">Of the entry that was looked at, usually the best one.</param>
/// <param name="StudioVersion">E.g. 0.1.0.</param>
public sealed record CompareReport(
    Comparison Comparison,
    SetupDifferences Setup,
    IReadOnlyList<TestLook> Looks,
    ComparedData Data,
    ReportedGroups Groups,
    DateTimeOffset MadeAt,
    string StudioVersion)
{
    public IReadOnlyList<ComparedEntry> Ranked { get; } = RankedEntries.Of(Comparison);
}
