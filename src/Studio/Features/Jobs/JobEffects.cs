using Studio.Contracts.Jobs;
using Studio.Storage;

namespace Studio.Features.Jobs;

/// <summary>
/// What a job's events change outside its history. Every effect may be applied twice: after a lost connection the process
/// resends what was not acknowledged.
/// </summary>
public sealed class JobEffects(RunStore runs, EvaluationStore evaluations, ModelStore models)
{
    public async Task ApplyAsync(Job job, JobEvent item, CancellationToken cancellationToken)
    {
        switch (item)
        {
            case JobStarted { Score: { } score }:
                await runs.SetScoreAsync(job.RunId, score, cancellationToken);
                break;
            case EpochMetrics { IsBest: true } epoch:
                var best = new BestEpoch(epoch.Epoch, epoch.ValidationScore, epoch.ValidationScores, Checkpoint: null);
                await runs.SetBestAsync(job.RunId, best, cancellationToken);
                break;
            case CheckpointSaved { IsBest: true } checkpoint:
                await SetCheckpointAsync(job.RunId, checkpoint, cancellationToken);
                break;
            case EvaluatedImages images:
                await evaluations.AddImagesAsync(job.Id, images.Images, cancellationToken);
                break;
            case EvaluationResult result:
                var request = JobRequest.Of(job);
                var part = new EvaluatedPart(request.VersionId, request.LeftOut, request.OperatingPointId);
                await evaluations.AddAsync(job.RunId, job.Id, result, request.RequestedBy, part, cancellationToken);
                break;
            case PackageWritten package:
                var run = await RequireRunAsync(job.RunId, cancellationToken);
                await models.CreateAsync(run.ProjectId, run.Id, job.Id, package, cancellationToken);
                break;
        }
    }

    /// <summary>What a job that ended without success has left half done goes; what it finished stays.</summary>
    public Task ForgetAsync(Guid jobId, CancellationToken cancellationToken) => evaluations.DropUnfinishedAsync(jobId, cancellationToken);

    /// <summary>The epoch's figures come in an event of their own, so the ones that are there stay.</summary>
    async Task SetCheckpointAsync(long runId, CheckpointSaved checkpoint, CancellationToken cancellationToken)
    {
        var run = await RequireRunAsync(runId, cancellationToken);
        var best = new BestEpoch(run.BestEpoch ?? checkpoint.Epoch, run.BestScore ?? 0, run.BestScores, checkpoint.Weights);
        await runs.SetBestAsync(runId, best, cancellationToken);
    }

    async Task<Run> RequireRunAsync(long runId, CancellationToken cancellationToken) =>
        await runs.FindAsync(runId, cancellationToken)
        ?? throw new InvalidOperationException($"The run {runId} of a job is missing from the database.");
}
