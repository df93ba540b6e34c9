using System.Collections.Concurrent;

namespace Studio.Features.Versions.Export;

/// <summary>How far downloads are. A browser shows bytes; how many images are still to come only the studio knows.</summary>
public sealed class DownloadProgress
{
    readonly ConcurrentDictionary<Guid, Step> running = new();

    /// <param name="IsDone">Whether everything was sent.</param>
    /// <param name="Problem">Why it ended early; null where it did not.</param>
    public sealed record Step(int Done, int Total, bool IsDone = false, string? Problem = null);

    /// <summary>Null for a download that has not begun.</summary>
    public Step? Find(Guid download) => running.GetValueOrDefault(download);

    public void Set(Guid download, Step step) => running[download] = step;

    /// <summary>Nobody looks any more.</summary>
    public void Forget(Guid download) => running.TryRemove(download, out _);
}
