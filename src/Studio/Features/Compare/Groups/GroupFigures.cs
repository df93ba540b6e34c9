using Studio.Contracts.Recipes;
using Studio.Features.Compare.Failures;
using Studio.Statistics;

namespace Studio.Features.Compare.Groups;

/// <summary>The compared figure on the images of one group.</summary>
/// <param name="Figure">NaN where it is undefined there; without bounds where the patients are too few for an interval.</param>
/// <param name="Difference">The group's less that of all other images; null where the patients are too few, or there are no others.</param>
/// <param name="IsOdd">Chance alone would seldom make a group differ so from the others, and the difference can be told in two digits.</param>
public sealed record GroupFigure(CaseGroup Group, int Patients, ComparedFigure Figure, Interval? Difference, bool IsOdd)
{
    public bool HasInterval => CompareWording.HasWidth(Figure.Interval);
}

/// <summary>Figures of groups with their intervals, and how far each group lies from the rest.</summary>
public sealed class GroupFigures(FailureReader failures)
{
    /// <summary>In the order of the groups.</summary>
    public async Task<IReadOnlyList<GroupFigure>> ReadAsync(
        Comparison comparison, ComparedEntry entry, IReadOnlyList<CaseGroup> groups, CancellationToken cancellationToken = default)
    {
        var kind = FailureReader.KindOf(entry);
        var table = await failures.ReadComparedAsync(comparison, entry, cancellationToken);
        return await Task.Run(() => Measure(kind, comparison.Metric, [.. comparison.Classes.Select(item => item.Name)], table, groups), cancellationToken);
    }

    /// <param name="table">Of all images; the groups' places are its cases.</param>
    public static IReadOnlyList<GroupFigure> Measure(
        OutputKind kind, ComparedMetric metric, IReadOnlyList<string> classes, CaseTable table, IReadOnlyList<CaseGroup> groups)
    {
        // A patient may be in several groups, with a large nerve on one image and a small one on another. So a difference is taken
        // within draws of all patients.
        var draws = ClusterDraws.Create(table.Patients.Count, ComparisonReader.Draws, ComparisonReader.Seed);
        var figures = new GroupFigure[groups.Count];
        Parallel.For(0, figures.Length, place => figures[place] = Measure(kind, metric, classes, table, groups[place], draws));
        return figures;
    }

    static GroupFigure Measure(
        OutputKind kind, ComparedMetric metric, IReadOnlyList<string> classes, CaseTable table, CaseGroup group, ClusterDraws draws)
    {
        var own = Part.Of(kind, metric, classes, table, group.Places);
        var patients = own.Table.Patients.Count;
        if (own.Figure is null || double.IsNaN(own.Value))
            return new GroupFigure(group, patients, new ComparedFigure(new Interval(double.NaN, double.NaN, double.NaN), 0), null, IsOdd: false);
        if (patients < Comparison.FewestPatients)
            return new GroupFigure(group, patients, new ComparedFigure(new Interval(own.Value, double.NaN, double.NaN), own.Figure.Cases), null, IsOdd: false);
        var interval = ClusteredBootstrap.Of(own.Figure.Figure, ClusterDraws.Create(patients, ComparisonReader.Draws, ComparisonReader.Seed));
        var inside = group.Places.ToHashSet();
        var rest = Part.Of(kind, metric, classes, table, [.. Enumerable.Range(0, table.Count).Where(place => !inside.Contains(place))]);
        var difference = Difference(own, rest, draws);
        var isOdd = difference is { } found && (found.Low > 0 || found.High < 0) && CompareWording.Difference(metric, found.Value)[0] is ('+' or '−');
        return new GroupFigure(group, patients, new ComparedFigure(interval!.Value, own.Figure.Cases), difference, isOdd);
    }

    static Interval? Difference(Part own, Part rest, ClusterDraws draws)
    {
        if (rest.Figure is null || double.IsNaN(rest.Value) || rest.Table.Patients.Count < Comparison.FewestPatients)
            return null;
        var values = ClusteredBootstrap.Differences(own.Values(draws), rest.Values(draws));
        var difference = ClusteredBootstrap.Interval(own.Value - rest.Value, values, Math.Min(own.Figure!.Figure.Informed, rest.Figure.Figure.Informed));
        return CompareWording.HasWidth(difference) ? difference : null;
    }

    /// <summary>Some of the cases with their figure.</summary>
    /// <param name="Patients">Position of each patient of the part among all patients.</param>
    sealed record Part(CaseTable Table, NamedFigure? Figure, int[] Patients)
    {
        public double Value { get; } = Figure is null ? double.NaN : ClusteredBootstrap.Value(Figure.Figure);

        public static Part Of(OutputKind kind, ComparedMetric metric, IReadOnlyList<string> classes, CaseTable table, IReadOnlyList<int> places)
        {
            var part = table.Select(places);
            var among = table.Patients.Index().ToDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal);
            return new Part(part, ComparedMetrics.OfAll(ComparedMetrics.Figures(kind, part, classes), metric), [.. part.Patients.Select(patient => among[patient])]);
        }

        /// <returns>[draws] of all patients: each of the part counts as often as it was drawn among them.</returns>
        public double[] Values(ClusterDraws draws)
        {
            var values = new double[draws.Count];
            var weights = new byte[Patients.Length];
            for (var draw = 0; draw < values.Length; draw++)
            {
                var all = draws.Weights(draw);
                for (var patient = 0; patient < weights.Length; patient++)
                    weights[patient] = all[Patients[patient]];
                values[draw] = Figure!.Figure.Of(weights);
            }

            return values;
        }
    }
}
