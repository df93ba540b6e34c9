namespace Studio.Statistics;

/// <summary>Mean of figures, e.g. of the classes; those that are undefined are left out, in each draw anew.</summary>
public sealed class MeanFigure : IClusteredFigure
{
    readonly IReadOnlyList<IClusteredFigure> figures;

    /// <param name="figures">At least one, all of the same patients.</param>
    public MeanFigure(IReadOnlyList<IClusteredFigure> figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        this.figures = figures;

        // The figure of the fewest patients moves the mean most. One of a single patient shows no spread at all; it cannot
        // count, as the others would lose their interval to it.
        Informed = figures.Select(figure => figure.Informed).Where(patients => patients > 1).DefaultIfEmpty(figures.Max(figure => figure.Informed)).Min();
        Scale = figures.All(figure => figure.Scale is FigureScale.Share or FigureScale.Bounded) ? FigureScale.Bounded
            : figures.All(figure => figure.Scale == FigureScale.Positive) ? FigureScale.Positive : FigureScale.Free;
    }

    public int Clusters => figures[0].Clusters;

    public int Informed { get; }

    public FigureScale Scale { get; }

    public double Of(ReadOnlySpan<byte> weights)
    {
        var (sum, defined) = (0.0, 0);
        foreach (var figure in figures)
        {
            var value = figure.Of(weights);
            (sum, defined) = double.IsNaN(value) ? (sum, defined) : (sum + value, defined + 1);
        }

        return defined == 0 ? double.NaN : sum / defined;
    }
}

/// <summary>A figure that is known beforehand, such as the AUC of guessing.</summary>
public sealed class ConstantFigure(double value, int clusters) : IClusteredFigure
{
    public int Clusters => clusters;

    public double Of(ReadOnlySpan<byte> weights) => value;
}
