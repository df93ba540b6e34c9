using System.CommandLine;
using System.Diagnostics;
using Studio.Features.Jobs;

namespace Studio.CommandLine;

/// <summary>Verbs that the training program does, because it alone loads codecs and networks.</summary>
public static class TrainingVerb
{
    /// <param name="arguments">The verb and its arguments; paths are absolute.</param>
    /// <returns>The exit code of this program.</returns>
    public static async Task<int> RunAsync(ParseResult parsed, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(LocalLauncher.DotnetHost()) { UseShellExecute = false };
        start.ArgumentList.Add(TrainingProgram.Locate());
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        if (parsed.GetValue(SharedOptions.Json))
            start.ArgumentList.Add(SharedOptions.Json.Name);

        // The program writes straight to this process's standard output and error, and Ctrl+C reaches both.
        using var process = Process.Start(start) ?? throw new IOException("The training program did not start.");
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode is ExitCode.Done or ExitCode.BadInput ? process.ExitCode : ExitCode.Failed;
    }
}
