using System.Collections.Concurrent;

namespace Studio.Storage;

/// <summary>The indexes of the projects that somebody looks at.</summary>
sealed class ImageIndexes(Database database)
{
    /// <summary>Projects that are held at once; each million images takes some 100 MB.</summary>
    const int Held = 8;

    readonly ConcurrentDictionary<long, ImageIndex> byProject = new();
    readonly ConcurrentQueue<long> order = new();

    /// <summary>Asks an index as it is now.</summary>
    public Task<T> AskAsync<T>(long projectId, Func<DatabaseSession, ImageIndex, T> ask, CancellationToken cancellationToken) => database.ReadAsync(
        session =>
        {
            var index = byProject.GetOrAdd(projectId, Begin);
            lock (index)
            {
                index.Refresh(session);
                return ask(session, index);
            }
        },
        cancellationToken);

    ImageIndex Begin(long projectId)
    {
        order.Enqueue(projectId);
        if (order.Count > Held && order.TryDequeue(out var oldest))
            byProject.TryRemove(oldest, out _);
        return new ImageIndex(projectId);
    }
}
