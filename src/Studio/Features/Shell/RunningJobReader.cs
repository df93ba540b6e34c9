using Studio.Contracts.Jobs;
using Studio.Features.Runs;
using Studio.Storage;

namespace Studio.Features.Shell;

/// <summary>Finds the running job once for all open pages; they ask as often as they like.</summary>
public sealed class RunningJobReader(JobStore jobs, JobEventStore events, RunStore runs, ProjectStore projects, TimeProvider clock)
    : IDisposable
{
    static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1.5);

    readonly SemaphoreSlim gate = new(1);
    IReadOnlyList<RunningJob> last = [];
    DateTimeOffset readAt = DateTimeOffset.MinValue;

    /// <summary>The oldest running job, or null.</summary>
    public async Task<RunningJob?> GetAsync(CancellationToken cancellationToken) =>
        await ListAsync(cancellationToken) is [var first, ..] ? first : null;

    /// <summary>All running jobs, the oldest first.</summary>
    public async Task<IReadOnlyList<RunningJob>> ListAsync(CancellationToken cancellationToken)
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

    async Task<IReadOnlyList<RunningJob>> ReadAsync(CancellationToken cancellationToken)
    {
        var found = new List<RunningJob>();
        foreach (var job in (await jobs.ListOpenAsync(cancellationToken)).Where(job => job.State == JobState.Running))
        {
            if (await runs.FindAsync(job.RunId, cancellationToken) is { } run
                && await projects.FindAsync(run.ProjectId, cancellationToken) is { } project)
            {
                found.Add(await DescribeAsync(job, run, project, cancellationToken));
            }
        }

        return found;
    }

    async Task<RunningJob> DescribeAsync(Job job, Run run, Project project, CancellationToken cancellationToken)
    {
        var share = await ReadShareAsync(job.Id, cancellationToken);
        var started = await events.FindLatestAsync<JobStarted>(job.Id, cancellationToken);
        var lane = RunWording.IsGpu(started?.Device ?? run.Device) ? JobLane.Gpu : JobLane.Processor;
        return new RunningJob(
            job.Id, job.Kind, project.Slug, project.Name, run.Number, share.Share, share.TimeLeft, job.Command == JobCommand.Pause, lane);
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
