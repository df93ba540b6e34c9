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
        DefaultValueFactory = _ => "validation",
    }.AcceptOnlyFromAmong("training", "validation", "test");

    static readonly Option<int?> VersionOption = new("--version") { Description = "Number of the version whose images are looked at. By default the one the run was trained on." };

    static readonly Option<string?> ReasonOption = new("--reason")
    {
        Description = "Why the test set is opened. Each look is counted, signed and stands on every report.",
    };

    public static Command Create() => Verb.Create(
        "evaluate",
        "Measure a run on images it has not learned from, with 95 % intervals.",
        [RunOptions.Run, RunOptions.ProjectOfRun, SplitOption, VersionOption, ReasonOption],
        RunAsync);

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var host = await VerbHost.OpenAsync(parsed, cancellation);
        var run = await RunOptions.RequireRunAsync(host, parsed, cancellation);
        var split = Enum.Parse<Split>(parsed.GetRequiredValue(SplitOption), ignoreCase: true);
        if (split == Split.Test && string.IsNullOrWhiteSpace(parsed.GetValue(ReasonOption)))
            throw new BadInputException("The test set is opened with --reason \"…\": every look is counted and stands on every report. Without --split the validation images are used.");
        var version = parsed.GetValue(VersionOption) is { } number ? await RequireVersionAsync(host, run, number, cancellation) : null;
        var wish = new EvaluationWish(split, version?.Id, parsed.GetValue(ReasonOption));
        var jobId = await host.Get<RunService>().EvaluateAsync(run.Id, wish, userId: null, cancellation);
        var job = await host.RunJobAsync(jobId, JobCommand.Cancel, ProgressLines.OnStandardError().Show);
        var result = await host.Get<JobEventStore>().FindLatestAsync<EvaluationResult>(jobId, cancellation);
        var stored = (await host.Get<EvaluationStore>().ListAsync(run.Id, cancellation)).FirstOrDefault(item => item.JobId == jobId);
        Verb.Print(
            parsed,
            new
            {
                run = run.Number,
                runId = run.Id,
                split,
                version = stored?.VersionNumber,
                state = job.State,
                reason = job.Reason,
                images = result?.Images,
                patients = result?.Patients,
                leftOut = stored?.LeftOut,
                metrics = Describe(result?.Metrics),
                perPatient = Describe(result?.PerPatient),
                pooled = Describe(result?.Pooled),
                looksAtTestSet = await host.Get<TestLookStore>().CountAsync(run.ProjectId, cancellation),
                seconds = result?.Seconds,
            },
            result is null ? job.Reason ?? "" : Table(result));
        return job.State == JobState.Succeeded ? ExitCode.Done : ExitCode.Failed;
    }

    static async Task<DatasetVersion> RequireVersionAsync(VerbHost host, Run run, int number, CancellationToken cancellation) =>
        await host.Get<DatasetVersionStore>().FindByNumberAsync(run.ProjectId, number, cancellation)
        ?? throw new BadInputException($"The project of run {run.Number} has no version {number}.");

    static Dictionary<string, object>? Describe(IReadOnlyDictionary<string, MetricValue>? metrics) => metrics?.ToDictionary(
        metric => metric.Key,
        metric => (object)new { mean = metric.Value.Mean, ci95 = new[] { metric.Value.Low, metric.Value.High }, n = metric.Value.Count });

    static string Table(EvaluationResult result)
    {
        var width = result.Metrics.Keys.Max(name => name.Length);
        var lines = result.Metrics.Select(metric => string.Create(
            CultureInfo.InvariantCulture,
            $"{metric.Key.PadRight(width)}  {metric.Value.Mean:0.000}  95 % {metric.Value.Low:0.000} to {metric.Value.High:0.000}  n = {metric.Value.Count}"));
        return string.Join(Environment.NewLine, lines.Prepend($"{result.Images} images of {result.Patients} patients ({result.Split.ToString().ToLowerInvariant()})"));
    }
}
