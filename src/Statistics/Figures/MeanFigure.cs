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

        // One of a single patient shows no spread at all; it cannot count, as the others would lose their interval to it.
        var informed = figures.Select(figure => figure.Informed).Where(patients => patients > 1).ToList();
        Informed = informed.Count == 0 ? figures.Max(figure => figure.Informed) : (int)Math.Round(informed.Average());
        Freedom = figures.Count == 1 ? figures[0].Freedom : Informed - 1;
        Scale = figures.All(figure => figure.Scale == figures[0].Scale) && (figures.Count == 1 || figures[0].Scale != FigureScale.Share) ? figures[0].Scale
            : figures.All(figure => figure.Scale is FigureScale.Share or FigureScale.Bounded or FigureScale.Mean) ? FigureScale.Bounded
            : FigureScale.Free;
    }

    public int Clusters => figures[0].Clusters;

    public int Informed { get; }

    public int Freedom { get; }

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
