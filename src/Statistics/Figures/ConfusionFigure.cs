namespace Studio.Statistics;

/// <summary>A figure of the <see cref="Confusion"/> of all patients together.</summary>
public sealed class ConfusionFigure : IClusteredFigure
{
    readonly double[][] columns;
    readonly Func<Confusion, double> formula;

    /// <param name="counts">[patients].</param>
    public ConfusionFigure(IReadOnlyList<Confusion> counts, ConfusionMeasure measure)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(measure);
        columns =
        [
            [.. counts.Select(count => count.TruePositives)], [.. counts.Select(count => count.FalsePositives)],
            [.. counts.Select(count => count.FalseNegatives)], [.. counts.Select(count => count.TrueNegatives)],
        ];
        formula = measure.Formula;
        Scale = measure.Scale;
        double[] sizes = [.. counts.Select(measure.Size)];
        Informed = measure.OtherSize is { } other ? EffectiveClusters.Of(sizes, [.. counts.Select(other)]) : EffectiveClusters.Of(sizes);
    }

    public int Clusters => columns[0].Length;

    public int Informed { get; }

    public FigureScale Scale { get; }

    public double Of(ReadOnlySpan<byte> weights)
    {
        var (truePositives, falsePositives) = WeightedSums.Of(weights, columns[0], columns[1]);
        var (falseNegatives, trueNegatives) = WeightedSums.Of(weights, columns[2], columns[3]);
        return formula(new Confusion(truePositives, falsePositives, falseNegatives, trueNegatives));
    }
}

/// <summary>One of the figures of <see cref="Confusion"/>.</summary>
/// <param name="Formula">Of the counts of all patients.</param>
/// <param name="Size">What a patient brings to its divisor.</param>
/// <param name="OtherSize">The same of the other kind of cases, where it sets two against each other.</param>
public sealed record ConfusionMeasure(
    Func<Confusion, double> Formula, Func<Confusion, double> Size, Func<Confusion, double>? OtherSize = null, FigureScale Scale = FigureScale.Share)
{
    public static ConfusionMeasure Accuracy { get; } = new(counts => counts.Accuracy, counts => counts.All);

    public static ConfusionMeasure BalancedAccuracy { get; } = new(counts => counts.BalancedAccuracy, counts => counts.Positives, counts => counts.Negatives, FigureScale.Bounded);

    public static ConfusionMeasure Sensitivity { get; } = new(counts => counts.Sensitivity, counts => counts.Positives);

    public static ConfusionMeasure Specificity { get; } = new(counts => counts.Specificity, counts => counts.Negatives);

    public static ConfusionMeasure Precision { get; } = new(counts => counts.Precision, counts => counts.Answered);

    public static ConfusionMeasure F1 { get; } = new(counts => counts.F1, counts => counts.Positives + counts.Answered);

    public static ConfusionMeasure Iou { get; } = new(counts => counts.Iou, counts => counts.Either);

    public static ConfusionMeasure VolumeDifference { get; } = new(counts => counts.VolumeDifference, counts => counts.Positives, Scale: FigureScale.Free);

    public static ConfusionMeasure Kappa { get; } = new(counts => counts.Kappa, counts => counts.All, Scale: FigureScale.Free);
}
