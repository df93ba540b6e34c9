using Studio.Contracts.Jobs;
using Studio.Storage;

namespace Studio.Features.Jobs;

/// <summary>A job process that this dispatcher looks after.</summary>
sealed class RunningJob(Guid id, int attempt, JobLane lane, IJobProcess process, string logFile) : IDisposable
{
    DateTimeOffset? cancelledAt;
    DateTimeOffset? endedAt;

    public Guid Id { get; } = id;

    public int Attempt { get; } = attempt;

    public JobLane Lane { get; } = lane;

    public IJobProcess Process { get; } = process;

    public string LogFile { get; } = logFile;

    /// <summary>The dispatcher ended the process, so its exit code says nothing about the cause.</summary>
    public bool WasEndedHere { get; set; }

    /// <summary>True when the process outstays a cancel, its lease or its job, and has to be ended.</summary>
    /// <param name="heard">Its last sign of life, also one that could not be stored.</param>
    public bool Outstays(Job job, DateTimeOffset? heard, DateTimeOffset now, JobOptions options)
    {
        if (job.Command == JobCommand.Cancel)
            cancelledAt ??= now;
        if (job.HasEnded)
            endedAt ??= now;
        var isLost = job.State == JobState.Running && job.LeaseUntil < now && !(now - heard < options.Lease);
        return isLost || now - cancelledAt > options.CancelGrace || now - endedAt > options.ExitGrace;
    }

    public void Dispose() => Process.Dispose();
}
