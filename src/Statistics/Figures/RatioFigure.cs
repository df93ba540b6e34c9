namespace Studio.Statistics;

/// <summary>
/// A sum over patients divided by another one: a mean over cases (sums and numbers of cases), a mean over patients (their
/// means and ones), a share of pixels. Undefined where the divisor is 0.
/// </summary>
public sealed class RatioFigure : IClusteredFigure
{
    readonly double[] parts;
    readonly double[] wholes;

    /// <param name="parts">[patients], finite.</param>
    /// <param name="wholes">[patients], finite, from 0; 0: the patient has no say.</param>
    /// <param name="scale">What is known of it; a share where no part is larger than its whole.</param>
    /// <exception cref="ArgumentException">The two differ in length.</exception>
    public RatioFigure(double[] parts, double[] wholes, FigureScale scale)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(wholes);
        if (parts.Length != wholes.Length)
        {
            throw new ArgumentException($"{parts.Length} parts and {wholes.Length} wholes do not belong together.", nameof(wholes));
        }

        (this.parts, this.wholes) = (parts, wholes);
        (Informed, Scale) = (EffectiveClusters.Of(wholes), scale);
    }

    public int Clusters => parts.Length;

    public int Informed { get; }

    public FigureScale Scale { get; }

    public double Of(ReadOnlySpan<byte> weights)
    {
        var (part, whole) = WeightedSums.Of(weights, parts, wholes);
        return whole > 0 ? part / whole : double.NaN;
    }

    /// <summary>Mean over the cases that have a value.</summary>
    /// <param name="values">[cases], NaN where undefined.</param>
    /// <param name="clusters">[cases]; patient of each.</param>
    /// <param name="count">Number of patients.</param>
    /// <param name="scale">A share where values are 0 or 1, a mean where they lie between.</param>
    public static RatioFigure OverCases(ReadOnlySpan<double> values, ReadOnlySpan<int> clusters, int count, FigureScale scale)
    {
        var (sums, cases) = Sums(values, clusters, count);
        return new RatioFigure(sums, cases, scale);
    }

    /// <summary>Mean over the patients of each one's mean over its cases that have a value; one without any is left out.</summary>
    /// <param name="values">[cases], NaN where undefined.</param>
    /// <param name="clusters">[cases]; patient of each.</param>
    /// <param name="count">Number of patients.</param>
    /// <param name="scale">A share where values are 0 or 1, a mean where they lie between.</param>
    public static RatioFigure OverPatients(ReadOnlySpan<double> values, ReadOnlySpan<int> clusters, int count, FigureScale scale)
    {
        var (sums, cases) = Sums(values, clusters, count);
        return new RatioFigure(
            [.. sums.Zip(cases, (sum, number) => number > 0 ? sum / number : 0)], [.. cases.Select(number => number > 0 ? 1.0 : 0)], scale);
    }

    /// <summary>[patients]; of the values that are there, and how many those are.</summary>
    internal static (double[] Sums, double[] Cases) Sums(ReadOnlySpan<double> values, ReadOnlySpan<int> clusters, int count)
    {
        var (sums, cases) = (new double[count], new double[count]);
        for (var place = 0; place < values.Length; place++)
        {
            if (!double.IsNaN(values[place]))
            {
                sums[clusters[place]] += values[place];
                cases[clusters[place]]++;
            }
        }

        return (sums, cases);
    }
}
