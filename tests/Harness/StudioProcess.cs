using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Studio.Harness;

/// <summary>A real studio in a process of its own, on a free port and a data folder of the caller's.</summary>
public sealed partial class StudioProcess : IAsyncDisposable
{
    static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    readonly Process process;
    readonly ConcurrentQueue<string> output = new();
    readonly TaskCompletionSource<string> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource<string> setup = new(TaskCreationOptions.RunContinuationsAsynchronously);

    StudioProcess(Process process) => this.process = process;

    public string Address { get; private set; } = "";

    public int ProcessId => process.Id;

    /// <summary>Everything the studio printed so far.</summary>
    public string Output => string.Join(Environment.NewLine, output);

    public static async Task<StudioProcess> StartAsync(
        string dataFolder,
        string urls = "http://127.0.0.1:0",
        IReadOnlyDictionary<string, string>? environment = null)
    {
        var studio = new StudioProcess(new Process
        {
            StartInfo = Command(environment, "serve", "--urls", urls, "--data", dataFolder),
            EnableRaisingEvents = true,
        });
        studio.process.OutputDataReceived += (_, line) => studio.Read(line.Data);
        studio.process.ErrorDataReceived += (_, line) => studio.Read(line.Data);
        studio.process.Exited += (_, _) => studio.ready.TrySetException(
            new InvalidOperationException($"The studio ended before it was ready.{Environment.NewLine}{studio.Output}"));
        studio.process.Start();
        studio.process.BeginOutputReadLine();
        studio.process.BeginErrorReadLine();
        studio.Address = await studio.ready.Task.WaitAsync(StartLimit);
        return studio;
    }

    /// <summary>The one-time link that a first start prints.</summary>
    public Task<string> SetupLinkAsync() => setup.Task.WaitAsync(StartLimit);

    /// <summary>kill -9, as a crash or a power cut of this process.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Runs one verb to its end.</summary>
    public static Task<VerbResult> RunAsync(params string[] arguments) => RunAsync(new Dictionary<string, string>(), arguments);

    /// <summary>The same with variables of the verb's own environment; this process's stays as it is, since tests run side by side.</summary>
    public static async Task<VerbResult> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var verb = Process.Start(Command(environment, arguments))!;
        var standardOutput = verb.StandardOutput.ReadToEndAsync();
        var standardError = verb.StandardError.ReadToEndAsync();
        await verb.WaitForExitAsync();
        return new VerbResult(verb.ExitCode, await standardOutput, await standardError);
    }

    static ProcessStartInfo Command(IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(Repository.Program("src/Studio", "Studio"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return start;
    }

    void Read(string? line)
    {
        if (line is null)
            return;
        output.Enqueue(line);
        if (ReadyLine().Match(line) is { Success: true } found)
            ready.TrySetResult(found.Groups[1].Value);
        if (SetupLine().Match(line) is { Success: true } link)
            setup.TrySetResult(link.Value);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    [GeneratedRegex(@"^Studio is ready: (\S+)$")]
    private static partial Regex ReadyLine();

    [GeneratedRegex(@"https?://\S+/setup\?token=\S+")]
    private static partial Regex SetupLine();
}

/// <summary>How a verb ended.</summary>
public sealed record VerbResult(int ExitCode, string Output, string Error);
