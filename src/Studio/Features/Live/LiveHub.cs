using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Studio.Contracts.Jobs;
using Studio.Features.Jobs;
using Studio.Storage;

namespace Studio.Features.Live;

/// <summary>Live metrics for signed-in people's browsers.</summary>
[Authorize]
public sealed class LiveHub(RunStore runs, JobEventFeed feed) : Hub
{
    public const string HubPath = "/hubs/live";

    /// <summary>
    /// The events of the run's training after a sequence (0: from the start): first the history, then live, in batches at
    /// least 100 ms apart. Ends with the training.
    /// </summary>
    public async IAsyncEnumerable<JobEvent[]> Watch(
        long runId,
        long afterSequence,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var run = await runs.FindAsync(runId, cancellationToken);
        if (run?.JobId is not { } jobId)
            throw new HubException("This run does not exist or has not been queued.");
        await foreach (var batch in feed.WatchAsync(jobId, afterSequence, cancellationToken))
            yield return [.. batch];
    }
}
