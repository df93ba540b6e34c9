using Studio.Contracts.Jobs;
using Studio.Storage;

namespace Studio.Features.Jobs;

/// <summary>Puts jobs into the queue and passes on what people ask of them.</summary>
public sealed class JobQueue(JobStore jobs, JobEventFeed feed, AuditLog audit)
{
    /// <summary>Evaluations and exports are short and somebody waits for them: they go before waiting trainings.</summary>
    const int ShortJobPriority = 1;

    /// <summary>The id of the waiting job.</summary>
    public async Task<Guid> AddAsync(JobKind kind, long runId, JobRequest request, CancellationToken cancellationToken)
    {
        var priority = kind == JobKind.Train ? 0 : ShortJobPriority;
        return (await jobs.EnqueueAsync(kind, runId, request.ToJson(), priority, cancellationToken)).Id;
    }

    /// <summary>Lets a waiting job start before all others; false when it is the next already or does not wait.</summary>
    public async Task<bool> MoveToFrontAsync(Guid jobId, long? userId, CancellationToken cancellationToken)
    {
        var moved = await jobs.MoveToFrontAsync(jobId, cancellationToken);
        if (moved)
            await audit.AppendAsync(userId, "move-to-front", $"job/{jobId:D}", new { }, cancellationToken);
        return moved;
    }

    /// <summary>False when the job has ended. A waiting job is cancelled at once, a running one is told within a second.</summary>
    public async Task<bool> RequestAsync(Guid jobId, JobCommand command, CancellationToken cancellationToken)
    {
        var accepted = await jobs.RequestAsync(jobId, command, cancellationToken);
        feed.Wake(jobId);
        return accepted;
    }
}
