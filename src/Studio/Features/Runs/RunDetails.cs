using Studio.Contracts.Jobs;
using Studio.Features.Audit;
using Studio.Storage;

namespace Studio.Features.Runs;

/// <summary>A run with all that its page shows beside the training itself.</summary>
/// <param name="StartedBy">Null for the command line.</param>
/// <param name="FollowUps">Evaluations and packages asked for, oldest first.</param>
public sealed record RunDetails(
    RunSummary Summary,
    DatasetVersion Version,
    string? StartedBy,
    IReadOnlyList<Evaluation> Evaluations,
    IReadOnlyList<Model> Models,
    IReadOnlyList<FollowUp> FollowUps)
{
    /// <summary>What the audit knew of its data; null of a run from before there was one.</summary>
    public RunAudit? Audit { get; init; }

    /// <summary>What was chosen on validation about its confidence and thresholds; null: nothing.</summary>
    public StoredOperatingPoint? Point { get; init; }

    public Run Run => Summary.Run;

    public bool HasEnded => Summary.State is JobState.Succeeded or JobState.Failed or JobState.Cancelled;
}

/// <summary>An evaluation or the making of a package.</summary>
public sealed record FollowUp(Job Job, JobProgress? Progress);

/// <summary>Gathers what the page of a run shows.</summary>
public sealed class RunDetailsReader(
    RunSummaries summaries,
    JobStore jobs,
    JobEventStore events,
    RunOutcomes outcomes,
    OperatingPointStore points,
    RunAudits audits)
{
    public async Task<RunDetails?> FindAsync(long projectId, int number, CancellationToken cancellationToken)
    {
        if (await summaries.FindByNumberAsync(projectId, number, cancellationToken) is not { } summary)
            return null;
        var run = summary.Run;
        var version = await outcomes.RequireVersionAsync(run, cancellationToken);
        return new RunDetails(
            summary,
            version,
            await outcomes.FindStarterAsync(run, cancellationToken),
            await outcomes.ListEvaluationsAsync(run, cancellationToken),
            await outcomes.ListModelsAsync(run, cancellationToken),
            await ListFollowUpsAsync(run.Id, cancellationToken))
        {
            Audit = await audits.FindAsync(run, version.Hash, cancellationToken),
            Point = await points.FindLatestAsync(run.Id, cancellationToken),
        };
    }

    /// <summary>What may have changed since. Results are read again only when an evaluation or a package has ended.</summary>
    public async Task<RunDetails> RefreshAsync(RunDetails known, CancellationToken cancellationToken)
    {
        var followUps = await ListFollowUpsAsync(known.Run.Id, cancellationToken);
        if (Ended(followUps) != Ended(known.FollowUps))
            return await FindAsync(known.Run.ProjectId, known.Run.Number, cancellationToken) ?? known;
        var summary = await summaries.FindAsync(known.Run.Id, cancellationToken);
        return known with { Summary = summary ?? known.Summary, FollowUps = followUps };
    }

    static int Ended(IReadOnlyList<FollowUp> followUps) => followUps.Count(item => item.Job.HasEnded);

    async Task<IReadOnlyList<FollowUp>> ListFollowUpsAsync(long runId, CancellationToken cancellationToken)
    {
        var found = new List<FollowUp>();
        foreach (var job in (await jobs.ListByRunAsync(runId, cancellationToken)).Where(job => job.Kind != JobKind.Train))
        {
            var progress = job.HasEnded ? null : await events.FindLatestAsync<JobProgress>(job.Id, cancellationToken);
            found.Add(new FollowUp(job, progress));
        }

        return found;
    }
}

/// <summary>What a run was made from and what came of it.</summary>
public sealed class RunOutcomes(DatasetVersionStore versions, UserStore users, EvaluationStore evaluations, ModelStore models)
{
    public async Task<DatasetVersion> RequireVersionAsync(Run run, CancellationToken cancellationToken) =>
        await versions.FindAsync(run.VersionId, cancellationToken)
        ?? throw new InvalidOperationException($"The dataset version of run {run.Id} is missing from the database.");

    public async Task<string?> FindStarterAsync(Run run, CancellationToken cancellationToken) =>
        run.CreatedBy is { } id ? (await users.FindAsync(id, cancellationToken))?.Name : null;

    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<Evaluation>> ListEvaluationsAsync(Run run, CancellationToken cancellationToken) =>
        evaluations.ListAsync(run.Id, cancellationToken);

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<Model>> ListModelsAsync(Run run, CancellationToken cancellationToken) =>
        [.. (await models.ListAsync(run.ProjectId, cancellationToken)).Where(model => model.RunId == run.Id)];
}
