using System.Text.Json;
using Studio.Contracts;
using Studio.Harness;

namespace Studio.Bench.Reference;

/// <summary>
/// Runs a comparison of a published system from its recipes through the studio's own verbs: import, train with several
/// seeds, evaluate on the test images. What is reported is the mean over the seeds with the lowest and the highest, and the
/// mean limits of the 95 % intervals over patients; whether one way is better is for the reader to judge from both.
/// </summary>
public static class ReferenceBenchmark
{
    sealed record Measured(double Mean, double Low, double High);

    public static async Task<IReadOnlyList<Figure>> RunAsync(Comparison comparison, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        var folders = new ComparisonFolders(folder["prepared"], folder["data"]);
        await comparison.Import(folders);
        List<Figure> figures = [];
        foreach (var variant in comparison.Variants)
        {
            var results = new List<IReadOnlyDictionary<string, Measured>>();
            double seconds = 0;
            for (var seed = 1; seed <= comparison.Seeds; seed++)
            {
                cancellation.ThrowIfCancellationRequested();
                var changes = variant.Changes.Append($"training.seed={seed}").SelectMany(change => new[] { "--set", change });
                var train = await VerbAsync(
                    ["train", "--project", comparison.Project, "--recipe", variant.Recipe, .. changes, "--data", folders.Data]);
                seconds += train.GetProperty("seconds").GetDouble();
                var evaluation = await VerbAsync(
                    "evaluate", "--run", train.GetProperty("run").ToString(), "--project", comparison.Project, "--split", "test", "--reason", "Benchmark", "--data", folders.Data);
                results.Add(Read(evaluation.GetProperty("metrics"), comparison.Metrics));
            }

            figures.AddRange(comparison.Metrics
                .Where(metric => results.TrueForAll(result => result.ContainsKey(metric)))
                .Select(metric => Summarise($"{variant.Name}: test {metric}", [.. results.Select(result => result[metric])])));
            figures.Add(new Figure($"{variant.Name}: training, mean of {comparison.Seeds}", seconds / comparison.Seeds, "s"));
        }

        return figures;
    }

    static Figure Summarise(string name, IReadOnlyList<Measured> seeds) => new(
        FormattableString.Invariant(
            $"{name} (seeds {seeds.Min(seed => seed.Mean):0.000}–{seeds.Max(seed => seed.Mean):0.000}; 95 % interval {seeds.Average(seed => seed.Low):0.000}–{seeds.Average(seed => seed.High):0.000})"),
        seeds.Average(seed => seed.Mean),
        "");

    static Dictionary<string, Measured> Read(JsonElement metrics, IReadOnlyList<string> names) => names
        .Where(name => metrics.TryGetProperty(name, out _))
        .ToDictionary(name => name, name =>
        {
            var metric = metrics.GetProperty(name);
            var interval = metric.GetProperty("ci95");
            return new Measured(metric.GetProperty("mean").GetDouble(), interval[0].GetDouble(), interval[1].GetDouble());
        });

    /// <summary>Runs a verb of the studio with <c>--json</c>.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message holds what it said.</exception>
    public static async Task<JsonElement> VerbAsync(params string[] arguments)
    {
        var result = await StudioProcess.RunAsync([.. arguments, "--json"]);
        return result.ExitCode == 0
            ? JsonSerializer.Deserialize<JsonElement>(result.Output, ContractJson.Options)
            : throw new InvalidOperationException($"{arguments[0]} ended with {result.ExitCode}: {result.Error}");
    }
}
