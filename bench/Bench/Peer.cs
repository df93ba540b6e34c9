using System.Diagnostics;
using System.Text.Json;
using Studio.Contracts;
using Studio.Harness;

namespace Studio.Bench;

/// <summary>Runs a program that prints one JSON object: ours, or the peer in Debian's own Python.</summary>
public static class Peer
{
    // Debian's interpreter by its full path: another one on PATH would not see Debian's python3-torch. A machine with a GPU
    // has a PyTorch of its own.
    static readonly string Python = Environment.GetEnvironmentVariable("STUDIO_BENCH_PYTHON") ?? "/usr/bin/python3";

    public static ProcessStartInfo PythonCommand(string script, IEnumerable<string> arguments) =>
        Command(Python, [Path.Combine(Repository.Root, "bench", "peer", script), .. arguments]);

    public static ProcessStartInfo TrainingCommand(IEnumerable<string> arguments) =>
        Command("dotnet", [Repository.Program("src/Training", "Studio.Training"), .. arguments]);

    public static Task<T> RunPythonAsync<T>(string script, IEnumerable<string> arguments, CancellationToken cancellation) =>
        RunAsync<T>(PythonCommand(script, arguments), cancellation);

    public static Task<T> RunTrainingAsync<T>(IEnumerable<string> arguments, CancellationToken cancellation) =>
        RunAsync<T>(TrainingCommand(arguments), cancellation);

    public static string TextOf(ProcessStartInfo command) => $"{command.FileName} {string.Join(' ', command.ArgumentList)}";

    static ProcessStartInfo Command(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }

    static async Task<T> RunAsync<T>(ProcessStartInfo command, CancellationToken cancellation)
    {
        using var process = Process.Start(command)!;
        await using var kill = cancellation.Register(() => process.Kill(entireProcessTree: true));
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{TextOf(command)} ended with {process.ExitCode}.");
        return JsonSerializer.Deserialize<T>(output, ContractJson.Options)
            ?? throw new InvalidOperationException($"{command.FileName} printed no result.");
    }
}
