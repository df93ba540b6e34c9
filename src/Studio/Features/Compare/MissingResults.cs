using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Features.Jobs;
using Studio.Features.Runs;
using Studio.Storage;

namespace Studio.Features.Compare;

/// <summary>How the evaluation of a run stands that a comparison waits for.</summary>
/// <param name="Job">Null: nobody asked for it.</param>
/// <param name="Progress">What the process last said; null before.</param>
public sealed record MissingResult(Run Run, Job? Job, JobProgress? Progress)
{
    public bool IsAtWork => Job is { HasEnded: false };

    public bool HasFailed => Job?.State is JobState.Failed or JobState.Cancelled;
}

/// <summary>Asks for the results that a comparison lacks, opens the test set for it, and follows both.</summary>
public sealed class MissingResults(RunService runs, JobStore jobs, JobEventStore events, TestLookStore looks, ComparisonSelector selector, JobQueue queue)
{
    /// <summary>Of each run the latest evaluation that would do.</summary>
    public async Task<IReadOnlyList<MissingResult>> FollowAsync(ComparisonProblem problem, Split set, CancellationToken cancellationToken = default)
    {
        var found = new List<MissingResult>();
        foreach (var run in problem.Missing)
        {
            var job = (await jobs.ListByRunAsync(run.Id, cancellationToken)).LastOrDefault(job => job.Kind == JobKind.Evaluate && Serves(job, run, set, problem.VersionId));
            found.Add(new MissingResult(run, job, job is { HasEnded: false } ? await events.FindLatestAsync<JobProgress>(job.Id, cancellationToken) : null));
        }

        return found;
    }

    /// <summary>Queues the evaluation of every missing run that nobody works on. A look at the test set is noted before.</summary>
    /// <exception cref="RunRefusedException">A run cannot be evaluated there; those before it are queued.</exception>
    public async Task EvaluateAsync(ComparisonProblem problem, Split set, long? userId, CancellationToken cancellationToken = default)
    {
        foreach (var missing in await FollowAsync(problem, set, cancellationToken))
        {
            if (!missing.IsAtWork)
                await runs.EvaluateAsync(missing.Run.Id, new EvaluationWish(set, problem.VersionId, IsNoted: set == Split.Test), userId, cancellationToken);
        }
    }

    /// <summary>Ends an evaluation that waits or is at work; what it found so far is not kept.</summary>
    public async Task CancelAsync(MissingResult missing, CancellationToken cancellationToken = default)
    {
        if (missing is { IsAtWork: true, Job.Id: var job })
            await queue.RequestAsync(job, JobCommand.Cancel, cancellationToken);
    }

    /// <summary>What keeps the test set closed for these runs together; null where it is open.</summary>
    public async Task<ComparisonProblem?> FindClosedAsync(Project project, CompareQuery query, CancellationToken cancellationToken = default) =>
        (await selector.SelectAsync(project, query with { Set = Split.Test }, cancellationToken)).Problem is { Closed.Count: > 0 } closed ? closed : null;

    /// <summary>
    /// Notes one look for each version whose test set is closed for these runs together, then asks for the results that are missing
    /// there. Nothing happens where it is open.
    /// </summary>
    /// <exception cref="StorageException">The reason is missing or too long.</exception>
    /// <exception cref="RunRefusedException">A run cannot be evaluated on the test set.</exception>
    public async Task OpenTestAsync(Project project, CompareQuery query, string reason, long? userId, CancellationToken cancellationToken = default)
    {
        if (await FindClosedAsync(project, query, cancellationToken) is not { } problem)
            return;
        foreach (var closed in problem.Closed)
            await looks.OpenAsync(project.Id, closed.VersionId, [.. closed.RunIds], reason, userId, cancellationToken);
        var selection = await selector.SelectAsync(project, query with { Set = Split.Test }, cancellationToken);
        if (selection.Problem is { Missing.Count: > 0 } missing)
            await EvaluateAsync(missing, Split.Test, userId, cancellationToken);
    }

    static bool Serves(Job job, Run run, Split set, long? versionId)
    {
        var request = JobRequest.Of(job);
        return request.Split == set && (request.VersionId ?? run.VersionId) == (versionId ?? run.VersionId);
    }
}
