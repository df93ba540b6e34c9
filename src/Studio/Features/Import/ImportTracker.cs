using System.Diagnostics;
using Studio.Contracts.Import;

namespace Studio.Features.Import;

/// <summary>Counts an import while it runs and tells whoever watches. Safe for several threads.</summary>
public sealed class ImportTracker : IDisposable
{
    /// <summary>Before this the rate says nothing.</summary>
    static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(1);

    readonly Lock gate = new();
    readonly CancellationTokenSource cancel = new();
    ImportProgress progress = ImportProgress.None;
    long stageStarted = Stopwatch.GetTimestamp();

    /// <summary>Raised on the importing thread, for every file; watchers choose how often they look.</summary>
    public event Action? Changed;

    /// <summary>Set when a person cancels; the end of the studio is not a cancellation.</summary>
    public CancellationToken Cancelled => cancel.Token;

    public ImportProgress Progress
    {
        get
        {
            lock (gate)
                return progress with { SecondsLeft = EstimateSecondsLeft() };
        }
    }

    /// <param name="stage">The stage that begins.</param>
    /// <param name="total">Files of the stage.</param>
    /// <param name="totalBytes">Their size; 0 where only the count matters.</param>
    public void Begin(ImportStage stage, int total = 0, long totalBytes = 0)
    {
        lock (gate)
        {
            progress = progress with { Stage = stage, Done = 0, Total = total, Bytes = 0, TotalBytes = totalBytes };
            stageStarted = Stopwatch.GetTimestamp();
        }

        Changed?.Invoke();
    }

    /// <param name="bytes">Size of the file that is finished.</param>
    /// <param name="fate">Counted when given; masks are not counted among the pictures.</param>
    public void Finish(long bytes, ImportFate? fate)
    {
        lock (gate)
        {
            var next = progress with { Done = progress.Done + 1, Bytes = progress.Bytes + bytes };
            progress = fate is { } known ? next.With(known) : next;
        }

        Changed?.Invoke();
    }

    public void Count(ImportFate fate)
    {
        lock (gate)
            progress = progress.With(fate);
    }

    /// <summary>What is finished stays.</summary>
    public void Cancel() => cancel.Cancel();

    public void Dispose() => cancel.Dispose();

    double? EstimateSecondsLeft()
    {
        var elapsed = Stopwatch.GetElapsedTime(stageStarted);
        var share = progress.TotalBytes > 0 ? (double)progress.Bytes / progress.TotalBytes
            : progress.Total > 0 ? (double)progress.Done / progress.Total
            : 0;
        return share > 0 && elapsed > SettleTime ? elapsed.TotalSeconds * (1 - share) / share : null;
    }
}
