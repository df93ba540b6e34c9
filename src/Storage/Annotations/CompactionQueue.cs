namespace Studio.Storage;

/// <summary>
/// Compacts documents after their strokes were acknowledged, one document at a time: the outlines of a large labelmap
/// take a processor for a while. Nothing is lost when the process ends in between; the next stroke asks again.
/// </summary>
sealed class CompactionQueue
{
    readonly Lock guard = new();
    readonly HashSet<long> wanted = [];

    /// <summary>Ends when everything that was added so far is done.</summary>
    public Task Done { get; private set; } = Task.CompletedTask;

    /// <summary>Does nothing when the document waits already or is being compacted.</summary>
    public void Add(long annotationId, Func<long, Task> compact)
    {
        lock (guard)
        {
            if (wanted.Add(annotationId))
            {
                Done = CompactAfterAsync(Done, annotationId, compact);
            }
        }
    }

    async Task CompactAfterAsync(Task others, long annotationId, Func<long, Task> compact)
    {
        // Off the thread of the stroke that asked, which is answered meanwhile; what became of the others is theirs.
        await others.ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await compact(annotationId);
        }
        catch (Exception error) when (error is StorageException or IOException)
        {
            // A full disk, a missing file: the operations are stored. The next submit or opening meets it too and reports it.
        }
        finally
        {
            lock (guard)
            {
                wanted.Remove(annotationId);
            }
        }
    }
}
