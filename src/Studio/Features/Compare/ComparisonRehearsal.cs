using Studio.Contracts.Recipes;
using Studio.Statistics;

namespace Studio.Features.Compare;

/// <summary>
/// Compares two made-up runs once after a start, so that the code is compiled before somebody waits for it: the first comparison
/// would otherwise take half as long again.
/// </summary>
public sealed class ComparisonRehearsal : BackgroundService
{
    const int Cases = 400;
    const int Rounds = 40;

    /// <summary>A start has more urgent work.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    static readonly Lazy<int> Rehearsed = new(Rehearse);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(Patience, stoppingToken);
        await Task.Run(() => _ = Rehearsed.Value, stoppingToken);
    }

    /// <returns>Pairs that differ; only there so that the work has a result.</returns>
    static int Rehearse()
    {
        var metric = ComparedMetrics.List(OutputKind.ClassMap, ["iou.made-up"])[0];
        string[] classes = ["made-up"];
        string[] patients = [.. Enumerable.Range(0, Cases).Select(place => $"{place}")];
        var tables = Enumerable.Range(6, 2).Select(level => new CaseTable(patients, new Dictionary<string, double[]>
        {
            ["iou.made-up"] = [.. Enumerable.Range(0, Cases).Select(place => (0.1 * level) + (0.1 * Math.Sin(place)))],
        })).ToList();
        var draws = ClusterDraws.Create(Cases, ComparisonReader.Draws, ComparisonReader.Seed);
        var differ = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var measured = tables.ConvertAll(table => MeasuredEntry.Of(OutputKind.ClassMap, metric, table, classes, draws));
            var values = ClusteredBootstrap.Differences(measured[0].Values, measured[1].Values);
            var interval = ClusteredBootstrap.Interval(-0.1, values, measured[0].Informed);
            var test = new PairTest(OutputKind.ClassMap, metric, classes).Of(tables[0], tables[1], measured[0].PatientValues, measured[1].PatientValues, values);
            differ += interval.High < 0 && Holm.Adjust([test.P ?? 1])[0] < PairDifference.Level && Power.SmallestDifference(0.1, Cases) > 0 ? 1 : 0;
        }

        return differ;
    }
}
