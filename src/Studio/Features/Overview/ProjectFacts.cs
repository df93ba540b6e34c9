using Studio.Features.Audit;
using Studio.Storage;

namespace Studio.Features.Overview;

/// <summary>What the steps of a project are computed from.</summary>
/// <param name="Rejected">Files that the imports refused.</param>
/// <param name="LatestVersion">Null before the first version is frozen.</param>
/// <param name="LatestRun">Null before the first run.</param>
/// <param name="BestRun">The run with the highest validation score, null before one has any.</param>
/// <param name="LatestModel">The newest model that is not retired.</param>
public sealed record ProjectFacts(
    string Slug,
    int Images,
    int Patients,
    int Labelled,
    int Rejected,
    DatasetVersion? LatestVersion,
    RunFacts? LatestRun,
    Run? BestRun,
    Model? LatestModel)
{
    /// <summary>What the audit knows of the data.</summary>
    public AuditState Audit { get; init; } = AuditState.None;
}

/// <summary>The newest run and how far it is.</summary>
public sealed record RunFacts(Run Run, int Epoch, int Epochs, bool IsPaused);
