using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Studio.Contracts.Jobs;
using Studio.Storage;

namespace Studio.Features.Jobs;

/// <summary>
/// A job's events from the first to the last, live. A watcher always reads the store after the last event it has seen;
/// being woken only says that reading may be worth it. So nothing is missed or doubled, however late it comes and
/// whichever process takes the reports.
/// </summary>
public sealed class JobEventFeed(JobStore jobs, JobEventStore events)
{
    const int BatchEvents = 1000;

    /// <summary>Shortest time between two batches, so that a fast job does not flood a page.</summary>
    static readonly TimeSpan BatchInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Another process may take the reports; it cannot wake us.</summary>
    static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(500);

    readonly ConcurrentDictionary<Guid, TaskCompletionSource> signals = new();

    /// <summary>New events of the job, or its end, are stored.</summary>
    public void Wake(Guid jobId)
    {
        if (signals.TryRemove(jobId, out var signal))
            signal.TrySetResult();
    }

    /// <summary>Everything after a sequence (0: from the start), until the job has ended.</summary>
    public async IAsyncEnumerable<IReadOnlyList<JobEvent>> WatchAsync(
        Guid jobId,
        long afterSequence,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            // Both before reading, so that what happens while reading is seen in the next round.
            var signal = signals.GetOrAdd(jobId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            var hasEnded = await jobs.FindAsync(jobId, cancellationToken) is not { HasEnded: false };
            var batch = await events.ReadAsync(jobId, afterSequence, BatchEvents, cancellationToken);
            if (batch.Count > 0)
            {
                afterSequence = batch[^1].Sequence;
                yield return batch;
            }

            if (batch.Count == BatchEvents)
                continue;
            if (hasEnded || batch is [.., JobEnded])
            {
                Wake(jobId);
                yield break;
            }

            if (batch.Count > 0)
                await Task.Delay(BatchInterval, cancellationToken);
            await Task.WhenAny(signal.Task, Task.Delay(PollInterval, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
