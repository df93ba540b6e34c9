using Studio.Contracts.Recipes;
using Studio.Statistics;

namespace Studio.Features.Compare;

/// <summary>One entry's figures with what they become in each draw of patients.</summary>
/// <param name="Values">[draws] of the figure; NaN where undefined.</param>
/// <param name="Informed">As how many patients those count that have a say in it.</param>
/// <param name="PatientValues">[patients]; null where the figure is none of patients.</param>
sealed record MeasuredEntry(ComparedFigure Figure, IReadOnlyList<ComparedFigure> PerClass, double[] Values, int Informed, double[]? PatientValues)
{
    /// <summary>Of the figure, and of that of a class; the same where there is no class.</summary>
    public FigureScale Scale { get; init; }

    public FigureScale ClassScale { get; init; }

    static readonly ComparedFigure Undefined = new(new Interval(double.NaN, double.NaN, double.NaN), 0);

    public static MeasuredEntry Of(OutputKind kind, ComparedMetric metric, CaseTable table, IReadOnlyList<string> classes, ClusterDraws draws)
    {
        var figures = ComparedMetrics.Figures(kind, table, classes);
        var main = ComparedMetrics.OfAll(figures, metric);
        var perClass = classes.Select(name => ComparedMetrics.OfClass(figures, metric, name)).ToList();
        var values = perClass.Select(figure => figure is null ? null : ClusteredBootstrap.Values(figure.Figure, draws)).ToList();
        var patients = new PairTest(kind, metric, classes).PatientValues(table);
        double[] drawn = main is null ? [.. Enumerable.Repeat(double.NaN, draws.Count)] : MainValues(main, metric, values, draws);
        return new MeasuredEntry(
            main is null ? Undefined : Measure(main, drawn),
            perClass.All(figure => figure is null) ? [] : [.. perClass.Zip(values, (figure, own) => figure is null ? Undefined : Measure(figure, own!))],
            drawn,
            main?.Figure.Informed ?? 0,
            patients)
        {
            Scale = main?.Figure.Scale ?? default,
            ClassScale = (perClass.Find(figure => figure is not null) ?? main)?.Figure.Scale ?? default,
        };
    }

    /// <summary>The mean of the classes is made of what the classes are in each draw; that they are drawn twice would take as long again.</summary>
    static double[] MainValues(NamedFigure main, ComparedMetric metric, List<double[]?> perClass, ClusterDraws draws)
    {
        if (main.Name != $"{metric.Key}.mean" || perClass.Contains(null))
            return ClusteredBootstrap.Values(main.Figure, draws);
        var means = new double[draws.Count];
        for (var draw = 0; draw < means.Length; draw++)
        {
            var (sum, count) = (0.0, 0);
            foreach (var values in perClass)
            {
                if (!double.IsNaN(values![draw]))
                    (sum, count) = (sum + values[draw], count + 1);
            }

            means[draw] = count == 0 ? double.NaN : sum / count;
        }

        return means;
    }

    static ComparedFigure Measure(NamedFigure figure, double[] values)
    {
        var value = ClusteredBootstrap.Value(figure.Figure);
        return double.IsNaN(value)
            ? Undefined
            : new ComparedFigure(ClusteredBootstrap.Interval(figure.Figure, value, values), figure.Cases);
    }
}
