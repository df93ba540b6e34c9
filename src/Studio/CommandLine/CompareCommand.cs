using System.CommandLine;
using System.Globalization;
using Studio.Contracts.Projects;
using Studio.Features.Compare;
using Studio.Statistics;
using Studio.Storage;

namespace Studio.CommandLine;

/// <summary><c>compare</c>: which run is better, and whether the difference is real.</summary>
public static class CompareCommand
{
    static readonly Argument<string[]> Runs = new("run")
    {
        Description = "Numbers of the runs; runs of the folds of one split joined by +, e.g. 1+2+3+4+5.",
        Arity = ArgumentArity.OneOrMore,
    };

    static readonly Option<string> Set = new Option<string>("--split")
    {
        Description = "Part of the data.",
        DefaultValueFactory = _ => "validation",
    }.AcceptOnlyFromAmong("training", "validation", "test");

    static readonly Option<int?> Version = new("--version") { Description = "Number of the version whose images are looked at. By default of each run the one it was trained on." };

    static readonly Option<string?> Metric = new("--metric") { Description = "Figure to compare by, e.g. iou, dice, hd95mm, auc, ap50. By default what the runs are judged by." };

    static readonly Option<string?> By = new Option<string?>("--by") { Description = "Over what the figure is taken." }.AcceptOnlyFromAmong("patient", "image", "pooled");

    static readonly Option<string?> Reason = new("--reason") { Description = "Why the test set is opened. Each look is counted, signed and stands on every report." };

    public static Command Create()
    {
        var command = Verb.Create(
            "compare",
            "Compare runs on the same images: differences with 95 % intervals over patients, paired tests, a verdict.",
            [RunOptions.Project, Set, Version, Metric, By, Reason],
            RunAsync);
        command.Arguments.Add(Runs);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var host = await VerbHost.OpenAsync(parsed, cancellation);
        var project = await RunOptions.RequireProjectAsync(host, parsed.GetRequiredValue(RunOptions.Project), cancellation);
        var text = string.Join(',', parsed.GetRequiredValue(Runs));
        var entries = CompareQuery.ReadEntries(text) ?? throw new BadInputException($"\"{text}\" are no numbers of runs. Name them like 12 9 7, or 1+2+3 for the folds of one split.");
        var query = new CompareQuery(
            entries,
            Enum.Parse<Split>(parsed.GetRequiredValue(Set), ignoreCase: true),
            parsed.GetValue(Version),
            parsed.GetValue(Metric),
            parsed.GetValue(By) is { } by ? Enum.Parse<FigureLevel>(by, ignoreCase: true) : null);
        var reader = host.Get<ComparisonReader>();
        var looks = host.Get<TestLookStore>();
        var answer = await reader.ReadAsync(project, query, cancellation);
        if (answer.Problem is { Closed.Count: > 0 } closed)
        {
            if (string.IsNullOrWhiteSpace(parsed.GetValue(Reason)))
                throw new BadInputException($"{closed.Sentence} Open it with --reason \"…\": every look is counted and stands on every report.");
            foreach (var set in closed.Closed)
                await looks.OpenAsync(project.Id, set.VersionId, set.RunIds, parsed.GetValue(Reason)!, userId: null, cancellation);
            answer = await reader.ReadAsync(project, query, cancellation);
        }

        if (answer.Comparison is not { } comparison)
            throw new BadInputException(answer.Problem!.Sentence);
        if (query.Metric is { } wanted && comparison.Metric.Key != wanted)
            throw new BadInputException($"These results hold no figure \"{wanted}\". There are: {string.Join(", ", comparison.Metrics.Select(metric => metric.Key).Distinct())}.");
        Verb.Print(parsed, Describe(comparison, await looks.CountAsync(project.Id, cancellation)), Words(comparison));
        return ExitCode.Done;
    }

    static object Describe(Comparison comparison, int looks) => new
    {
        project = comparison.Project.Slug,
        split = comparison.Set,
        metric = comparison.Metric.Key,
        level = comparison.Metric.Level,
        images = comparison.Cases.Images,
        patients = comparison.Cases.Patients,
        runs = comparison.Entries.Select(entry => new
        {
            run = entry.Label,
            name = entry.Name,
            value = Known(entry.Figure.Value),
            ci95 = Bounds(entry.Figure.Interval),
            n = entry.Figure.Count,
            perClass = entry.PerClass.Index().ToDictionary(item => comparison.Classes[item.Index].Name, item => Known(item.Item.Value)),
        }),
        baseline = comparison.Baseline?.Value,
        pairs = comparison.Pairs.Select(pair => new
        {
            first = pair.First.Label,
            second = pair.Second.Label,
            difference = Known(pair.Difference.Value),
            ci95 = Bounds(pair.Difference),
            p = pair.PValue,
            pHolm = pair.Corrected,
            test = pair.Test,
        }),
        verdict = comparison.Verdict.Sentence,
        means = comparison.Verdict.Means,
        notes = comparison.Verdict.Notes,
        looksAtTestSet = looks,
    };

    static double? Known(double value) => double.IsNaN(value) ? null : value;

    static double?[] Bounds(Interval interval) => [Known(interval.Low), Known(interval.High)];

    static string Words(Comparison comparison)
    {
        var lines = new List<string> { comparison.Verdict.Sentence, comparison.Verdict.Means, "", comparison.Metric.Heading };
        lines.AddRange(comparison.Entries.Select(entry => string.Create(
            CultureInfo.InvariantCulture, $"  {entry.Label,-6} {entry.Figure.Value:0.000}  95 % {entry.Figure.Interval.Low:0.000} to {entry.Figure.Interval.High:0.000}  {entry.Name}")));
        if (comparison.Baseline is { } baseline)
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"  {"",-6} {baseline.Value:0.000}  without looking at the image"));
        lines.AddRange(comparison.Pairs.Select(pair => string.Create(
            CultureInfo.InvariantCulture,
            $"  {pair.First.Label} - {pair.Second.Label}: {pair.Difference.Value:+0.000;-0.000}  95 % {pair.Difference.Low:+0.000;-0.000} to {pair.Difference.High:+0.000;-0.000}  p = {pair.Corrected:0.0000} ({pair.Test})")));
        return string.Join(Environment.NewLine, [.. lines, .. comparison.Verdict.Notes]);
    }
}
