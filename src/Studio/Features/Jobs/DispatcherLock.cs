using Studio.Storage;

namespace Studio.Features.Jobs;

/// <summary>
/// At most one process per data folder starts jobs. The lock is a locked file, so it goes with its process however
/// that ends.
/// </summary>
public sealed class DispatcherLock : IDisposable
{
    const string FileName = "dispatcher.lock";
    readonly FileStream file;

    DispatcherLock(FileStream file) => this.file = file;

    /// <summary>The lock, or null while another process holds it.</summary>
    public static DispatcherLock? TryAcquire(DataFolder folder)
    {
        var path = Path.Combine(folder.Root, FileName);
        try
        {
            return new DispatcherLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException held) when (held is not (DirectoryNotFoundException or FileNotFoundException))
        {
            return null;
        }
    }

    public void Dispose() => file.Dispose();
}
