using Studio.Features.Audit;
using Studio.Features.Runs;
using Studio.Storage;

namespace Studio.Features.Overview;

/// <summary>Gathers what the steps of a project are computed from.</summary>
public sealed class FactsReader(ImportBatchStore imports, DatasetVersionStore versions, RunSummaries runs, ModelStore models, AuditReader audit)
{
    public async Task<ProjectFacts> ReadAsync(ProjectSummary summary, CancellationToken cancellationToken = default)
    {
        var project = summary.Project;
        var allImports = await imports.ListAsync(project.Id, cancellationToken);
        var allVersions = await versions.ListAsync(project.Id, cancellationToken);
        var allRuns = await runs.ListAsync(project.Id, cancellationToken);
        var allModels = await models.ListAsync(project.Id, cancellationToken);
        return new ProjectFacts(
            project.Slug,
            summary.Images,
            summary.Patients,
            summary.Labelled,
            allImports.Sum(b => b.Rejected),
            allVersions is [var version, ..] ? version : null,
            allRuns is [var run, ..] ? new RunFacts(run.Run with { State = run.State }, run.Epoch, run.Epochs, run.IsPaused) : null,
            FindBest([.. allRuns.Select(r => r.Run).Where(r => r.BestScore is not null)]),
            allModels.FirstOrDefault(m => m.Stage != ModelStage.Retired))
        {
            Audit = await audit.ReadAsync(project.Id, cancellationToken),
        };
    }

    /// <summary>Among runs judged by the same as the latest; figures of different kinds cannot be compared.</summary>
    static Run? FindBest(IReadOnlyList<Run> measured) => measured.Where(run => run.Score == measured[0].Score).MaxBy(run => run.BestScore);
}
