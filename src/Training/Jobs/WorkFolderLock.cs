namespace Studio.Training.Jobs;

/// <summary>
/// One process at a time in a work folder. A process that lost its lease may live a moment longer than the lease; the
/// next one waits here until it is gone.
/// </summary>
sealed class WorkFolderLock : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    readonly FileStream file;

    WorkFolderLock(FileStream file) => this.file = file;

    /// <exception cref="JobFailureException">Another process still holds the folder.</exception>
    public static async Task<WorkFolderLock> TakeAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, "job.lock");
        for (var started = TimeProvider.System.GetTimestamp(); ;)
        {
            try
            {
                return new WorkFolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException problem) when (TimeProvider.System.GetElapsedTime(started) < Patience)
            {
                await Console.Error.WriteLineAsync($"Waiting for the process before: {problem.Message}");
                await Task.Delay(500, cancellationToken);
            }
        }
    }

    public ValueTask DisposeAsync() => file.DisposeAsync();
}
