using Studio.Contracts.Jobs;
using Studio.Statistics;

namespace Studio.Training.Evaluation;

/// <summary>Every figure with its 95 % interval over patients, see <see cref="ClusteredBootstrap"/>; undefined ones are left out.</summary>
sealed record EvaluationSummary(
    IReadOnlyDictionary<string, MetricValue> Metrics,
    IReadOnlyDictionary<string, MetricValue> PerPatient,
    IReadOnlyDictionary<string, MetricValue> Pooled)
{
    /// <param name="patients">As many as the figures are of.</param>
    /// <param name="seed">The same seed gives the same intervals.</param>
    public static EvaluationSummary Of(IReadOnlyList<NamedFigure> figures, int patients, long seed)
    {
        var draws = ClusterDraws.Create(patients, ClusteredBootstrap.UsualDraws, seed);
        var values = new MetricValue?[figures.Count];
        Parallel.For(0, values.Length, place => values[place] = ValueOf(figures[place], draws));

        IReadOnlyDictionary<string, MetricValue> At(FigureLevel level) => figures.Zip(values)
            .Where(entry => entry.First.Level == level && entry.Second is not null)
            .ToDictionary(entry => entry.First.Name, entry => entry.Second!);

        return new EvaluationSummary(At(FigureLevel.Image), At(FigureLevel.Patient), At(FigureLevel.Pooled));
    }

    /// <summary>Of a single patient there is no spread: the interval is the value.</summary>
    static MetricValue? ValueOf(NamedFigure figure, ClusterDraws draws) => ClusteredBootstrap.Of(figure.Figure, draws) is { } interval
        ? new MetricValue(interval.Value, Bound(interval.Low, interval.Value), Bound(interval.High, interval.Value), figure.Cases)
        : null;

    static double Bound(double bound, double value) => double.IsNaN(bound) ? value : bound;
}
