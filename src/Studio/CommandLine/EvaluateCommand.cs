using System.CommandLine;
using System.Globalization;
using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Features.Runs;
using Studio.Storage;

namespace Studio.CommandLine;

/// <summary><c>evaluate</c>: metrics of a run's best checkpoint on one part of its data.</summary>
public static class EvaluateCommand
{
    static readonly Option<string> SplitOption = new Option<string>("--split")
    {
        Description = "Part of the data.",
        DefaultValueFactory = _ => "test",
    }.AcceptOnlyFromAmong("training", "validation", "test");

    public static Command Create() => Verb.Create(
        "evaluate",
        "Measure a run on images it has not learned from, with 95 % intervals.",
        [RunOptions.Run, RunOptions.ProjectOfRun, SplitOption],
        RunAsync);

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var host = await VerbHost.OpenAsync(parsed, cancellation);
        var run = await RunOptions.RequireRunAsync(host, parsed, cancellation);
        var split = Enum.Parse<Split>(parsed.GetRequiredValue(SplitOption), ignoreCase: true);
        var jobId = await host.Get<RunService>().EvaluateAsync(run.Id, split, userId: null, cancellation);
        var job = await host.RunJobAsync(jobId, JobCommand.Cancel, ProgressLines.OnStandardError().Show);
        var result = await host.Get<JobEventStore>().FindLatestAsync<EvaluationResult>(jobId, cancellation);
        var metrics = result?.Metrics.ToDictionary(
            metric => metric.Key,
            metric => new { mean = metric.Value.Mean, ci95 = new[] { metric.Value.Low, metric.Value.High }, n = metric.Value.Count });
        Verb.Print(
            parsed,
            new { run = run.Number, runId = run.Id, split, state = job.State, reason = job.Reason, images = result?.Images, patients = result?.Patients, metrics, seconds = result?.Seconds },
            result is null ? job.Reason ?? "" : Table(result));
        return job.State == JobState.Succeeded ? ExitCode.Done : ExitCode.Failed;
    }

    static string Table(EvaluationResult result)
    {
        var width = result.Metrics.Keys.Max(name => name.Length);
        var lines = result.Metrics.Select(metric => string.Create(
            CultureInfo.InvariantCulture,
            $"{metric.Key.PadRight(width)}  {metric.Value.Mean:0.000}  95 % {metric.Value.Low:0.000} to {metric.Value.High:0.000}  n = {metric.Value.Count}"));
        return string.Join(Environment.NewLine, lines.Prepend($"{result.Images} images of {result.Patients} patients ({result.Split.ToString().ToLowerInvariant()})"));
    }
}
