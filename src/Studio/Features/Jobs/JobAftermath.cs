using Studio.Contracts.Jobs;
using Studio.Storage;

namespace Studio.Features.Jobs;

/// <summary>Decides what becomes of a job whose process is gone: its end, another attempt, or a failure with the cause.</summary>
public sealed partial class JobAftermath(JobStore jobs, JobReports reports, JobEventFeed feed, ILogger<JobAftermath> log)
{
    /// <param name="jobId">The job.</param>
    /// <param name="attempt">The attempt whose process is gone; nothing happens when another one has begun.</param>
    /// <param name="cause">Why, in words.</param>
    /// <param name="detail">For the log behind a link.</param>
    public async Task SettleAsync(Guid jobId, int attempt, string cause, string? detail, CancellationToken cancellationToken)
    {
        var job = await jobs.FindAsync(jobId, cancellationToken);
        if (job is not { State: JobState.Running } || job.Attempt != attempt)
            return;
        if (await reports.FindEndAsync(jobId, cancellationToken) is { } reported)
        {
            await reports.EndAsync(jobId, reported, cancellationToken);
            feed.Wake(jobId);
        }
        else if (job.Command == JobCommand.Cancel)
        {
            await reports.EndForProcessAsync(jobId, JobState.Cancelled, "Cancelled.", null, cancellationToken);
        }
        else if (job.Attempt >= JobStore.MaximumAttempts)
        {
            LogFailed(jobId, job.Attempt, cause);
            await reports.EndForProcessAsync(jobId, JobState.Failed, $"{cause} That was attempt {job.Attempt} of {JobStore.MaximumAttempts}.", detail, cancellationToken);
        }
        else
        {
            LogReturned(jobId, job.Attempt, cause);
            await jobs.TryTransitionAsync(jobId, JobState.Queued, $"{cause} The job goes on from its last saved epoch.", detail, cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId}, attempt {Attempt}: {Cause} Queued again.")]
    partial void LogReturned(Guid jobId, int attempt, string cause);

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {JobId}, attempt {Attempt}: {Cause} No attempt left.")]
    partial void LogFailed(Guid jobId, int attempt, string cause);
}
