using System.Diagnostics;
using System.Text.Json;
using Studio.Contracts;
using Studio.Harness;

namespace Studio.Bench;

/// <summary>Runs a program that prints one JSON object: ours, or the peer in Debian's own Python.</summary>
public static class Peer
{
    // Debian's interpreter by its full path: another one on PATH would not see Debian's python3-torch.
    const string Python = "/usr/bin/python3";

    public static Task<T> RunPythonAsync<T>(string script, IEnumerable<string> arguments, CancellationToken cancellation) =>
        RunAsync<T>(Python, [Path.Combine(Repository.Root, "bench", "peer", script), .. arguments], cancellation);

    public static Task<T> RunTrainingAsync<T>(IEnumerable<string> arguments, CancellationToken cancellation) =>
        RunAsync<T>("dotnet", [Repository.Program("src/Training", "Studio.Training"), .. arguments], cancellation);

    static async Task<T> RunAsync<T>(string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        await using var kill = cancellation.Register(() => process.Kill(entireProcessTree: true));
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}.");
        return JsonSerializer.Deserialize<T>(output, ContractJson.Options)
            ?? throw new InvalidOperationException($"{program} printed no result.");
    }
}
