using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Storage;

namespace Studio.Features.Overview;

/// <summary>Reads how good a run is, and what a trivial answer would reach.</summary>
public sealed class ResultReader(EvaluationStore evaluations, JobEventStore events)
{
    const string MeanIou = "iou.mean";

    /// <summary>The test set's word counts before validation's. Null when the run has no result.</summary>
    public async Task<BestModel?> ReadAsync(Run run, CancellationToken cancellationToken = default)
    {
        var baseline = await ReadBaselineAsync(run, cancellationToken);
        foreach (var split in new[] { Split.Test, Split.Validation })
        {
            if (await evaluations.FindLatestAsync(run.Id, split, cancellationToken) is { } evaluation
                && evaluation.Result.Metrics.TryGetValue(MeanIou, out var metric))
            {
                return new BestModel(run.Number, metric.Mean, metric, split, baseline);
            }
        }

        return run.BestMeanIou is { } own ? new BestModel(run.Number, own, null, Split.Validation, baseline) : null;
    }

    async Task<double?> ReadBaselineAsync(Run run, CancellationToken cancellationToken) =>
        run.JobId is { } jobId
        && await events.FindLatestAsync<JobStarted>(jobId, cancellationToken) is { TrivialBaseline.Count: > 0 } started
            ? started.TrivialBaseline.Average()
            : null;
}
