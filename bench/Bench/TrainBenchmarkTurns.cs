using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Studio.Contracts;

namespace Studio.Bench;

/// <summary>What a program that takes turns says of its steps so far.</summary>
sealed record StepResult(double[] StepMs, double Loss, long PeakMemoryBytes);

/// <summary>
/// A program that stays alive and times as many steps as each line on its standard input says, so that it and its peer can
/// take turns every second without starting anew.
/// </summary>
sealed class TrainBenchmarkTurns : IAsyncDisposable
{
    readonly Process process;
    readonly string text;

    TrainBenchmarkTurns(ProcessStartInfo command)
    {
        command.RedirectStandardInput = true;
        text = Peer.TextOf(command);
        process = Process.Start(command)!;
    }

    /// <summary>Largest resident size so far.</summary>
    public long PeakMemoryBytes { get; private set; }

    /// <summary>Starts the program and waits until it is warm.</summary>
    /// <exception cref="InvalidOperationException">It ended, e.g. because it does not compute what its peer does; it said why on standard error.</exception>
    public static async Task<TrainBenchmarkTurns> StartAsync(ProcessStartInfo command, CancellationToken cancellation)
    {
        var turns = new TrainBenchmarkTurns(command);
        try
        {
            await turns.ReadAsync(cancellation);
            return turns;
        }
        catch
        {
            await turns.DisposeAsync();
            throw;
        }
    }

    /// <returns>Milliseconds of each step.</returns>
    public async Task<double[]> MeasureAsync(int steps, CancellationToken cancellation)
    {
        await process.StandardInput.WriteLineAsync(steps.ToString(CultureInfo.InvariantCulture).AsMemory(), cancellation);
        await process.StandardInput.FlushAsync(cancellation);
        return (await ReadAsync(cancellation)).StepMs;
    }

    public ValueTask DisposeAsync()
    {
        // It has nothing to lose, and without a next turn it would wait for ever.
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
        return ValueTask.CompletedTask;
    }

    async Task<StepResult> ReadAsync(CancellationToken cancellation)
    {
        var line = await process.StandardOutput.ReadLineAsync(cancellation)
            ?? throw new InvalidOperationException($"{text} ended before its turn.");
        var result = JsonSerializer.Deserialize<StepResult>(line, ContractJson.Options)!;
        PeakMemoryBytes = result.PeakMemoryBytes;
        return result;
    }
}
