using Studio.Contracts.Jobs;
using Studio.Storage;

namespace Studio.Features.Shell;

/// <summary>Finds the running job once for all open pages; they ask as often as they like.</summary>
public sealed class RunningJobReader(JobStore jobs, JobEventStore events, RunStore runs, ProjectStore projects, TimeProvider clock)
    : IDisposable
{
    const int RecentEvents = 40;
    const int FirstEvents = 20;
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

    /// <summary>A long run has thousands of events; its start and its end say enough.</summary>
    async Task<JobShare> ReadShareAsync(Guid jobId, CancellationToken cancellationToken)
    {
        var sequence = await events.GetLastSequenceAsync(jobId, cancellationToken);
        var recent = await events.ReadAsync(jobId, Math.Max(0, sequence - RecentEvents), RecentEvents, cancellationToken);
        var first = await events.ReadAsync(jobId, 0, FirstEvents, cancellationToken);
        return JobShare.From(first.OfType<JobStarted>().FirstOrDefault(), recent);
    }
}
