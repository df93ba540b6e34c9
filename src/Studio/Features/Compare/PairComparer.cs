using Studio.Contracts.Recipes;
using Studio.Statistics;

namespace Studio.Features.Compare;

/// <summary>Every two entries against each other.</summary>
sealed class PairComparer(
    OutputKind kind, ComparedMetric metric, IReadOnlyList<string> classes, IReadOnlyList<CaseTable> tables, MeasuredEntry[] measured, int patients)
{
    /// <param name="order">Entries with a figure, the best first: a pair's better one stands first, and the best one's pairs before the others.</param>
    public IReadOnlyList<PairDifference> Compare(IReadOnlyList<ComparedEntry> entries, List<int> order)
    {
        List<(int First, int Second)> wanted = [.. order.SelectMany((first, place) => order.Skip(place + 1).Select(second => (first, second)))];
        var test = new PairTest(kind, metric, classes);
        var answers = new (Interval Difference, TestAnswer Test)[wanted.Count];
        Parallel.For(0, answers.Length, place =>
        {
            var (first, second) = wanted[place];
            var (one, other) = (measured[first], measured[second]);
            var values = ClusteredBootstrap.Differences(one.Values, other.Values);
            answers[place] = (
                ClusteredBootstrap.Interval(one.Figure.Value - other.Figure.Value, values, Math.Min(one.Informed, other.Informed)),
                patients < ClusteredBootstrap.FewestClusters
                    ? new TestAnswer(null, "One patient: no test is possible", double.NaN, 1)
                    : test.Of(tables[first], tables[second], one.PatientValues, other.PatientValues, values));
        });
        var corrected = Holm.Adjust([.. answers.Select(answer => answer.Test.P ?? double.NaN)]);
        return [.. wanted.Select((pair, place) => new PairDifference(
            entries[pair.First], entries[pair.Second], answers[place].Difference, answers[place].Test.P,
            double.IsNaN(corrected[place]) ? null : corrected[place], answers[place].Test.Name, answers[place].Test.Deviation)
        {
            SmallestP = answers[place].Test.SmallestP,
        })];
    }
}
