using System.Diagnostics;

namespace Studio.Features.Images.Map;

/// <param name="Placed">Images that got a place.</param>
/// <param name="Unreadable">Names of images whose stored pixels are missing or damaged.</param>
/// <param name="Problem">Why there is no new map; null when there is or a person stopped it.</param>
public sealed record MapOutcome(int Placed, IReadOnlyList<string> Unreadable, bool IsCancelled, string? Problem);

/// <param name="Step">What is being done, in words.</param>
/// <param name="Share">Of the whole, 0–1.</param>
public sealed record MapProgress(string Step, double Share, TimeSpan? TimeLeft);

/// <summary>One map in the making. Safe for several threads.</summary>
/// <param name="isAnew">False puts images without a place on the map there is.</param>
public sealed class MapWork(bool isAnew) : IDisposable
{
    /// <summary>Before this the rate says nothing.</summary>
    static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(2);

    readonly Lock gate = new();
    readonly CancellationTokenSource cancel = new();
    readonly TaskCompletionSource<MapOutcome> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly long started = Stopwatch.GetTimestamp();
    int toRead;
    int pictures;
    int read;
    double arranged;

    public bool IsAnew { get; } = isAnew;

    /// <summary>Null while it goes on.</summary>
    public MapOutcome? Outcome => ended.Task.IsCompleted ? ended.Task.Result : null;

    public MapProgress Progress
    {
        get
        {
            lock (gate)
            {
                // Reading a picture takes about as long as arranging one.
                var share = pictures == 0 ? 0 : (read + (arranged * pictures)) / (toRead + pictures);
                var elapsed = Stopwatch.GetElapsedTime(started);
                return new MapProgress(
                    read < toRead ? $"Looking at the pictures, {Shell.Wording.Number(read)} of {Shell.Wording.Number(toRead)}" : "Arranging them",
                    share,
                    share > 0 && elapsed > SettleTime ? elapsed * ((1 - share) / share) : null);
            }
        }
    }

    /// <summary>Whatever was read stays read; the map that was there stays.</summary>
    public void Cancel()
    {
        if (Outcome is null)
            cancel.Cancel();
    }

    /// <summary>After it has ended.</summary>
    public void Dispose() => cancel.Dispose();

    public Task<MapOutcome> WaitAsync(CancellationToken cancellationToken) => ended.Task.WaitAsync(cancellationToken);

    /// <param name="run">Throws nothing.</param>
    internal void Start(Func<CancellationToken, Task<MapOutcome>> run) => Task.Run(async () => ended.SetResult(await run(cancel.Token)));

    /// <param name="missing">Pictures that nobody has looked at yet.</param>
    internal void Begin(int missing, int all)
    {
        lock (gate)
            (toRead, pictures) = (missing, all);
    }

    internal void Read(int done)
    {
        lock (gate)
            read = Math.Max(read, done);
    }

    internal void Arrange(double share)
    {
        lock (gate)
            arranged = Math.Max(arranged, share);
    }
}
