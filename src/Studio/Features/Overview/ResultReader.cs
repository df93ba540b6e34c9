using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Features.Runs;
using Studio.Storage;

namespace Studio.Features.Overview;

/// <summary>Reads how good a run is, and what a trivial answer would reach.</summary>
public sealed class ResultReader(EvaluationStore evaluations, JobEventStore events)
{
    /// <summary>The test set's word counts before validation's. Null when the run has no result.</summary>
    public async Task<BestModel?> ReadAsync(Run run, CancellationToken cancellationToken = default)
    {
        var baseline = await ReadBaselineAsync(run, cancellationToken);
        foreach (var split in new[] { Split.Test, Split.Validation })
        {
            if (await evaluations.FindLatestAsync(run.Id, split, cancellationToken) is { } evaluation
                && ScoreWording.FindIn(evaluation.Result, run.Score) is { } metric)
            {
                return new BestModel(run.Number, run.Score, metric.Mean, metric, split, baseline);
            }
        }

        return run.BestScore is { } own ? new BestModel(run.Number, run.Score, own, null, Split.Validation, baseline) : null;
    }

    async Task<double?> ReadBaselineAsync(Run run, CancellationToken cancellationToken) =>
        run.JobId is { } jobId
        && await events.FindLatestAsync<JobStarted>(jobId, cancellationToken) is { TrivialBaseline.Count: > 0 } started
            ? started.TrivialBaseline.Average()
            : null;
}
