using Studio.Contracts.Jobs;
using Studio.Storage;

namespace Studio.Features.Runs;

/// <summary>Reads runs together with what their training last said.</summary>
public sealed class RunSummaries(RunStore runs, JobStore jobs, JobEventStore events)
{
    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<RunSummary>> ListAsync(long projectId, CancellationToken cancellationToken = default)
    {
        var summaries = new List<RunSummary>();
        foreach (var run in await runs.ListAsync(projectId, cancellationToken))
            summaries.Add(await SummarizeAsync(run, cancellationToken));
        return summaries;
    }

    public async Task<RunSummary?> FindAsync(long runId, CancellationToken cancellationToken = default) =>
        await runs.FindAsync(runId, cancellationToken) is { } run ? await SummarizeAsync(run, cancellationToken) : null;

    public async Task<RunSummary?> FindByNumberAsync(long projectId, int number, CancellationToken cancellationToken = default) =>
        await runs.FindByNumberAsync(projectId, number, cancellationToken) is { } run
            ? await SummarizeAsync(run, cancellationToken)
            : null;

    async Task<RunSummary> SummarizeAsync(Run run, CancellationToken cancellationToken)
    {
        var job = run.JobId is { } id ? await jobs.FindAsync(id, cancellationToken) : null;
        var latest = job is null ? new LatestEvents() : await ReadLatestAsync(job.Id, cancellationToken);
        var state = job?.State ?? JobState.Queued;
        var isRunning = state == JobState.Running;
        return new RunSummary(
            run,
            state,
            IsPaused: isRunning && job!.Command == JobCommand.Pause,
            job?.Attempt ?? 0,
            latest.Epoch?.Epoch ?? 0,
            latest.Started?.Epochs ?? run.Recipe.Training.Epochs,
            isRunning && latest.Progress?.Sequence > (latest.Epoch?.Sequence ?? 0) ? latest.Progress.Stage : null,
            isRunning ? latest.Epoch?.SecondsLeft : null,
            latest.Epoch?.ImagesPerSecond,
            job is null ? null : await jobs.GetQueuePositionAsync(job.Id, cancellationToken),
            latest.Last?.Time,
            job?.Reason,
            job?.Detail);
    }

    sealed record LatestEvents(JobStarted? Started = null, JobProgress? Progress = null, EpochMetrics? Epoch = null, JobEvent? Last = null);

    async Task<LatestEvents> ReadLatestAsync(Guid jobId, CancellationToken cancellationToken) => new(
        await events.FindLatestAsync<JobStarted>(jobId, cancellationToken),
        await events.FindLatestAsync<JobProgress>(jobId, cancellationToken),
        await events.FindLatestAsync<EpochMetrics>(jobId, cancellationToken),
        await events.FindLatestAsync<JobEvent>(jobId, cancellationToken));
}
