using System.Diagnostics;
using Studio.Contracts.Import;

namespace Studio.Features.Import.Decoding;

/// <summary>
/// Warm processes that read untrusted files. They start with the first file, are replaced when one dies, and stop after a
/// while without work. Whatever a file does, it costs that file only.
/// </summary>
public sealed class DecodePool : IAsyncDisposable
{
    readonly DecodePoolOptions options;
    readonly SemaphoreSlim slots;
    readonly Stack<DecodeProcess> idle = new();
    readonly CancellationTokenSource disposing = new();
    readonly Timer reaper;
    long lastId;

    public DecodePool(DecodePoolOptions options)
    {
        this.options = options;
        slots = new SemaphoreSlim(options.Processes);
        reaper = new Timer(_ => StopIdle(), null, options.IdleStop, options.IdleStop / 2);
    }

    /// <summary>How many files are read at the same time.</summary>
    public int Parallelism => options.Processes;

    /// <summary>Processes that wait for work.</summary>
    public int WarmProcesses
    {
        get
        {
            lock (idle)
                return idle.Count;
        }
    }

    /// <summary>Reads one file. What cannot be read is a <see cref="DecodeRejected"/>, never an exception.</summary>
    /// <param name="path">File to read.</param>
    /// <param name="displayName">Name for messages, e.g. the path inside a zip.</param>
    /// <param name="purpose">Picture, or mask with raw values.</param>
    /// <param name="outputFolder">Existing empty folder that receives the pixels and thumbnails.</param>
    /// <param name="privacy">What to do with a DICOM header; null keeps it.</param>
    /// <param name="cancellation">Ends the process that reads the file.</param>
    public async Task<DecodeReply> DecodeAsync(
        string path, string displayName, DecodePurpose purpose, string outputFolder, PrivacyOptions? privacy, CancellationToken cancellation)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, disposing.Token);
        await slots.WaitAsync(linked.Token);
        try
        {
            var process = Take();
            var request = new DecodeRequest(Interlocked.Increment(ref lastId), path, displayName, purpose, outputFolder, privacy);
            try
            {
                return await process.DecodeAsync(request, linked.Token);
            }
            finally
            {
                GiveBack(process);
            }
        }
        finally
        {
            slots.Release();
        }
    }

    /// <summary>Reads a file that has no header to strip, e.g. a mask.</summary>
    public Task<DecodeReply> DecodeAsync(
        string path, string displayName, DecodePurpose purpose, string outputFolder, CancellationToken cancellation) =>
        DecodeAsync(path, displayName, purpose, outputFolder, privacy: null, cancellation);

    DecodeProcess Take()
    {
        lock (idle)
        {
            while (idle.TryPop(out var warm))
            {
                if (!warm.HasExited)
                    return warm;
                warm.Dispose();
            }
        }

        return DecodeProcess.Start(options);
    }

    void GiveBack(DecodeProcess process)
    {
        lock (idle)
        {
            if (process.IsAlive && !disposing.IsCancellationRequested)
            {
                idle.Push(process);
                return;
            }
        }

        process.Dispose();
    }

    void StopIdle()
    {
        List<DecodeProcess> expired;
        lock (idle)
        {
            var kept = idle.Where(process => Stopwatch.GetElapsedTime(process.IdleSince) < options.IdleStop).Reverse().ToList();
            expired = idle.Except(kept).ToList();
            idle.Clear();
            kept.ForEach(idle.Push);
        }

        expired.ForEach(process => process.Dispose());
    }

    /// <summary>Ends every process, also those that are reading.</summary>
    public async ValueTask DisposeAsync()
    {
        await reaper.DisposeAsync();
        await disposing.CancelAsync();
        for (var slot = 0; slot < options.Processes; slot++)
            await slots.WaitAsync();
        lock (idle)
        {
            while (idle.TryPop(out var process))
                process.Dispose();
        }

        disposing.Dispose();
        slots.Dispose();
    }
}
