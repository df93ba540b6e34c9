using Studio.Contracts.Jobs;
using Studio.Storage;

namespace Studio.Features.Jobs;

/// <summary>Takes in what job processes report: effects first, then the history, then the end of the job.</summary>
public sealed class JobReports(JobStore jobs, JobEventStore events, BlobStore blobs, JobEffects effects, JobEventFeed feed)
{
    /// <summary>Stores each event once; answers the last stored sequence.</summary>
    /// <exception cref="MissingBlobException">An event names a file that was not uploaded before.</exception>
    public async Task<long> TakeAsync(Job job, IReadOnlyList<JobEvent> reported, CancellationToken cancellationToken)
    {
        var last = await events.GetLastSequenceAsync(job.Id, cancellationToken);
        var fresh = WithoutGap(reported, last);
        foreach (var item in fresh)
        {
            await RequireBlobsAsync(item, cancellationToken);
            await effects.ApplyAsync(job, item, cancellationToken);
        }

        last = await events.AppendAsync(job.Id, fresh, cancellationToken);
        if (fresh.OfType<JobEnded>().FirstOrDefault() is { } ended)
            await EndAsync(job.Id, ended, cancellationToken);
        feed.Wake(job.Id);
        return last;
    }

    /// <summary>Ends a job whose process cannot say so itself any more.</summary>
    public async Task EndForProcessAsync(
        Guid jobId,
        JobState state,
        string reason,
        string? detail,
        CancellationToken cancellationToken)
    {
        var ended = new JobEnded(state, reason, detail)
        {
            Sequence = await events.GetLastSequenceAsync(jobId, cancellationToken) + 1,
            Time = DateTimeOffset.UtcNow,
        };
        await events.AppendAsync(jobId, [ended], cancellationToken);
        await EndAsync(jobId, ended, cancellationToken);
        feed.Wake(jobId);
    }

    /// <summary>
    /// The end that a job reported, when the studio stopped between storing it and ending the job; null when it reported none.
    /// </summary>
    public async Task<JobEnded?> FindEndAsync(Guid jobId, CancellationToken cancellationToken)
    {
        var last = await events.GetLastSequenceAsync(jobId, cancellationToken);
        var tail = await events.ReadAsync(jobId, last - 1, 1, cancellationToken);
        return tail.Count == 1 ? tail[0] as JobEnded : null;
    }

    public async Task EndAsync(Guid jobId, JobEnded ended, CancellationToken cancellationToken)
    {
        // A process cannot send its job anywhere but to an end.
        var state = ended.State is JobState.Succeeded or JobState.Cancelled ? ended.State : JobState.Failed;
        if (state != JobState.Succeeded)
            await effects.ForgetAsync(jobId, cancellationToken);
        await jobs.TryTransitionAsync(jobId, state, ended.Reason, ended.Detail, cancellationToken);
    }

    static List<JobEvent> WithoutGap(IReadOnlyList<JobEvent> reported, long last)
    {
        var fresh = new List<JobEvent>();
        foreach (var item in reported.Where(item => item.Sequence > last).OrderBy(item => item.Sequence))
        {
            if (item.Sequence == last + 1)
            {
                fresh.Add(item);
                last++;
            }
        }

        return fresh;
    }

    async Task RequireBlobsAsync(JobEvent item, CancellationToken cancellationToken)
    {
        IEnumerable<BlobReference> named = item switch
        {
            CheckpointSaved checkpoint => [checkpoint.Weights],
            PackageWritten package => package.Files.Select(file => file.Blob),
            _ => [],
        };
        foreach (var blob in named)
        {
            if (!await blobs.ExistsAsync(blob.Sha256, cancellationToken))
                throw new MissingBlobException(blob.Sha256);
        }
    }
}

/// <summary>An event names a file that the studio does not have.</summary>
public sealed class MissingBlobException(string sha256)
    : Exception($"The file {sha256} is not stored. Upload it before the event that names it.");
