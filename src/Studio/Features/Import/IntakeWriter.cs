using System.Threading.Channels;
using Studio.Contracts.Import;
using Studio.Storage;

namespace Studio.Features.Import;

/// <summary>A decoded file with the staged files that become its blobs.</summary>
/// <param name="Blobs">Pixels, thumbnails and, where it is kept, the original.</param>
sealed record IntakeEntry(NewInstance Instance, ImportPlace Place, IReadOnlyList<StagedBlob> Blobs);

/// <summary>
/// Stores decoded files in groups: whatever waits while one group is being stored becomes the next. One group costs a
/// handful of disk flushes instead of a handful per file, and each file's fate is written with its images.
/// </summary>
sealed class IntakeWriter : IAsyncDisposable
{
    const int MaxEntries = 64;

    sealed record Waiting(IntakeEntry Entry, TaskCompletionSource<ImportItem> Stored);

    readonly Channel<Waiting> queue = Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = true });
    readonly ImportStores stores;
    readonly Task writing;

    public IntakeWriter(ImportStores stores)
    {
        this.stores = stores;
        writing = Task.Run(WriteAsync);
    }

    /// <summary>Waits until the file is stored and listed. Once handed over it is stored, whoever stops waiting.</summary>
    /// <exception cref="StorageFullException">No room; nothing of the group is visible.</exception>
    public Task<ImportItem> StoreAsync(IntakeEntry entry)
    {
        var waiting = new Waiting(entry, new TaskCompletionSource<ImportItem>(TaskCreationOptions.RunContinuationsAsynchronously));
        queue.Writer.TryWrite(waiting);
        return waiting.Stored.Task;
    }

    async Task WriteAsync()
    {
        while (await queue.Reader.WaitToReadAsync())
        {
            var group = new List<Waiting>();
            while (group.Count < MaxEntries && queue.Reader.TryRead(out var next))
                group.Add(next);
            await WriteGroupAsync(group);
        }
    }

#pragma warning disable CA1031 // Whatever goes wrong belongs to those who wait for the group.
    async Task WriteGroupAsync(List<Waiting> group)
    {
        try
        {
            var what = group.Count == 1 ? $"The picture {group[0].Entry.Instance.SourcePath}" : $"The next {group.Count} pictures";
            await stores.Blobs.PutFilesAsync([.. group.SelectMany(waiting => waiting.Entry.Blobs)], what);
            var items = await stores.Instances.AddAsync([.. group.Select(waiting => (waiting.Entry.Instance, waiting.Entry.Place))]);
            for (var index = 0; index < group.Count; index++)
                group[index].Stored.SetResult(items[index]);
        }
        catch (Exception problem)
        {
            group.ForEach(waiting => waiting.Stored.TrySetException(problem));
        }
    }
#pragma warning restore CA1031

    public async ValueTask DisposeAsync()
    {
        queue.Writer.Complete();
        await writing;
    }
}
