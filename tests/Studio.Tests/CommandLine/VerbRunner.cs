using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Studio.Features.Jobs;
using Studio.Harness;
using Studio.Storage;
using Studio.Tests.Jobs;

namespace Studio.Tests.CommandLine;

/// <summary>Runs verbs of the built program on a small labelled project, with scripted job processes.</summary>
sealed class VerbRunner : IDisposable
{
    public const string Project = "scripted";

    /// <summary>Environment of the programs these tests start; never of this process, whose other tests run real jobs.</summary>
    public static readonly IReadOnlyDictionary<string, string> ScriptedJobs = new Dictionary<string, string>
    {
        [TrainingProgram.PathVariable] = TestStudio.Dispatch.TrainingProgram!,
    };

    readonly TemporaryFolder folder = new();

    public TemporaryFolder Folder => folder;

    public string Data => folder["data"];

    public static async Task<VerbRunner> CreateAsync(string script)
    {
        var runner = new VerbRunner();
        // Its stores alone: a studio that runs looks for pictures to measure, and may find these before it is gone.
        await using var stores = new ServiceCollection().AddStudioStorage(runner.Data).BuildServiceProvider();
        await stores.GetRequiredService<Database>().OpenAsync();
        await LabelledProject.CreateAsync(stores);
        Directory.CreateDirectory(Path.Combine(runner.Data, "recipes"));
        await File.WriteAllTextAsync(
            Path.Combine(runner.Data, "recipes", "scripted.yaml"),
            $"""
            name: Scripted
            summary: {script}
            input:
              height: 16
              width: 16
            """);
        return runner;
    }

    public Task<VerbResult> RunAsync(params string[] arguments) =>
        StudioProcess.RunAsync(ScriptedJobs, [.. arguments, "--data", Data]);

    /// <summary>Runs a verb that must succeed and gives its one JSON object.</summary>
    public async Task<JsonElement> RunJsonAsync(params string[] arguments)
    {
        var result = await RunAsync([.. arguments, "--json"]);
        Assert.True(result.ExitCode == 0, $"exit {result.ExitCode}{Environment.NewLine}{result.Output}{result.Error}");
        return Parse(result);
    }

    public static JsonElement Parse(VerbResult result) => JsonDocument.Parse(result.Output).RootElement;

    /// <summary>Starts a verb and leaves it running.</summary>
    public Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(LocalLauncher.DotnetHost()) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Repository.Program("src/Studio", "Studio"), .. arguments, "--data", Data])
            start.ArgumentList.Add(argument);
        start.Environment.Remove("Logging__LogLevel__Default");
        foreach (var (name, value) in ScriptedJobs)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static void Interrupt(Process process)
    {
        using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        kill.WaitForExit();
    }

    public void Dispose() => folder.Dispose();
}
