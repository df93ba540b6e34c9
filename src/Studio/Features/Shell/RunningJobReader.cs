using Studio.Contracts.Jobs;
using Studio.Storage;

namespace Studio.Features.Shell;

/// <summary>Finds the running job once for all open pages; they ask as often as they like.</summary>
public sealed class RunningJobReader(JobStore jobs, JobEventStore events, RunStore runs, ProjectStore projects, TimeProvider clock)
    : IDisposable
{
    static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1.5);

    readonly SemaphoreSlim gate = new(1);
    RunningJob? last;
    DateTimeOffset readAt = DateTimeOffset.MinValue;

    /// <summary>The oldest running job, or null.</summary>
    public async Task<RunningJob?> GetAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (clock.GetUtcNow() - readAt >= Freshness)
            {
                last = await ReadAsync(cancellationToken);
                readAt = clock.GetUtcNow();
            }

            return last;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    async Task<RunningJob?> ReadAsync(CancellationToken cancellationToken)
    {
        var open = await jobs.ListOpenAsync(cancellationToken);
        if (open.FirstOrDefault(j => j.State == JobState.Running) is not { } job
            || await runs.FindAsync(job.RunId, cancellationToken) is not { } run
            || await projects.FindAsync(run.ProjectId, cancellationToken) is not { } project)
        {
            return null;
        }

        var share = await ReadShareAsync(job.Id, cancellationToken);
        return new RunningJob(job.Id, job.Kind, project.Slug, project.Name, run.Number, share.Share, share.TimeLeft);
    }

    /// <summary>The last event of each kind says enough.</summary>
    async Task<JobShare> ReadShareAsync(Guid jobId, CancellationToken cancellationToken)
    {
        JobEvent?[] latest =
        [
            await events.FindLatestAsync<JobProgress>(jobId, cancellationToken),
            await events.FindLatestAsync<StepMetrics>(jobId, cancellationToken),
            await events.FindLatestAsync<EpochMetrics>(jobId, cancellationToken),
        ];
        var start = await events.FindLatestAsync<JobStarted>(jobId, cancellationToken);
        return JobShare.From(start, [.. latest.OfType<JobEvent>().OrderBy(e => e.Sequence)]);
    }
}
