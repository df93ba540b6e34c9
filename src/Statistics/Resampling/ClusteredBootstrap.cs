namespace Studio.Statistics;

/// <summary>
/// Intervals by drawing whole clusters (patients) with replacement, because cases of one patient are not independent (Field
/// and Welsh, JRSS B 69:369, 2007).
/// </summary>
/// <remarks>
/// Percentiles of the draws alone are too narrow with few patients; here they are taken further out, as far as Student's t
/// asks for (Hesterberg, "What teachers should know about the bootstrap", The American Statistician 69:371, 2015, expanded
/// percentile interval), of as many patients as those of different sizes count for (<see cref="EffectiveClusters"/>). Of a share
/// the draws say only the standard error, and the interval is Wilson's with Student's t, which knows that a share scatters less
/// near its ends (Franco et al., J Surv Stat Methodol 7:334, 2019, compare such intervals). Simulated: CoverageTests.
/// </remarks>
public static class ClusteredBootstrap
{
    /// <summary>Patients that an interval needs; with fewer there is only the value.</summary>
    public const int FewestClusters = 2;

    const int Halvings = 60;

    /// <summary>Means of ones differ by less than this from one.</summary>
    const double Rounding = 1e-12;

    /// <summary>A figure with its interval; it is as wide as the number and the sizes of the patients that have a say in it ask for.</summary>
    /// <param name="draws">Of as many clusters as the figure has.</param>
    /// <param name="level">Between 0 and 1.</param>
    /// <returns>
    /// Null where the figure is undefined. With fewer than <see cref="FewestClusters"/> patients that have a say nothing is known
    /// about spread: both bounds are NaN, see <see cref="Interval.IsKnown"/>.
    /// </returns>
    public static Interval? Of(IClusteredFigure figure, ClusterDraws draws, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(figure);
        var value = Value(figure);
        return double.IsNaN(value) ? null
            : figure.Effective < FewestClusters ? new Interval(value, double.NaN, double.NaN)
            : Interval(value, Values(figure, draws), figure.Effective, level, figure.Scale);
    }

    /// <summary>The figure itself, each patient once; NaN where it is undefined.</summary>
    public static double Value(IClusteredFigure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        var once = new byte[figure.Clusters];
        Array.Fill(once, (byte)1);
        return figure.Of(once);
    }

    /// <returns>[draws]; NaN in a draw in which the figure is undefined.</returns>
    /// <exception cref="ArgumentException">The draws are of another number of clusters.</exception>
    public static double[] Values(IClusteredFigure figure, ClusterDraws draws)
    {
        ArgumentNullException.ThrowIfNull(figure);
        ArgumentNullException.ThrowIfNull(draws);
        if (draws.Clusters != figure.Clusters)
        {
            throw new ArgumentException($"The draws are of {draws.Clusters} clusters, the figure of {figure.Clusters}.", nameof(draws));
        }

        var values = new double[draws.Count];
        for (var resample = 0; resample < values.Length; resample++)
        {
            values[resample] = figure.Of(draws.Weights(resample));
        }

        return values;
    }

    /// <summary>
    /// The expanded percentile interval, or that of a share. Draws in which the figure is undefined are left out. Where a figure
    /// with ends is at one of them in every draw, no draw can say what else it may be; then it is Wilson's of so many patients.
    /// </summary>
    /// <param name="value">The figure itself.</param>
    /// <param name="values">[draws].</param>
    /// <param name="clusters">Patients that have a say in the figure, see <see cref="IClusteredFigure.Effective"/>.</param>
    /// <param name="level">Between 0 and 1.</param>
    /// <returns>Around the value. Both bounds are NaN where there are fewer than <see cref="FewestClusters"/> patients or no draw has a value.</returns>
    public static Interval Interval(double value, double[] values, int clusters, double level = 0.95, FigureScale scale = FigureScale.Free)
    {
        ArgumentNullException.ThrowIfNull(values);
        double[] sorted = [.. values.Where(drawn => !double.IsNaN(drawn))];
        if (clusters < FewestClusters || sorted.Length == 0)
        {
            return new Interval(value, double.NaN, double.NaN);
        }

        Array.Sort(sorted);
        var isInside = value is > Rounding and < 1 - Rounding;
        var isAlike = sorted[^1] - sorted[0] <= Rounding;
        if (scale != FigureScale.Free && isAlike && !isInside)
        {
            return Wilson.Of(value > 0.5 ? clusters : 0, clusters, level) with { Value = value };
        }

        if (scale == FigureScale.Share && !isAlike && isInside)
        {
            return OfShare(value, StandardError(sorted, clusters), Student.TwoSided(level, clusters - 1));
        }

        var tail = ExpandedTail(clusters, level);
        return new Interval(value, Math.Min(value, Percentile(sorted, tail)), Math.Max(value, Percentile(sorted, 1 - tail)));
    }

    /// <summary>How much larger the first figure is than the second, draw by draw of the same draws.</summary>
    /// <param name="firstValues">[draws].</param>
    /// <param name="secondValues">[draws], of the same draws; where either is undefined, the draw is left out.</param>
    /// <param name="clusters">Patients that have a say; of the two figures the smaller number.</param>
    /// <exception cref="ArgumentException">The two are of different numbers of draws.</exception>
    public static Interval Difference(
        double first, double[] firstValues, double second, double[] secondValues, int clusters, double level = 0.95) =>
        Interval(first - second, Differences(firstValues, secondValues), clusters, level);

    /// <returns>[draws]; NaN where either is undefined.</returns>
    /// <exception cref="ArgumentException">The two are of different numbers of draws.</exception>
    public static double[] Differences(double[] firstValues, double[] secondValues)
    {
        ArgumentNullException.ThrowIfNull(firstValues);
        ArgumentNullException.ThrowIfNull(secondValues);
        if (firstValues.Length != secondValues.Length)
        {
            throw new ArgumentException($"{firstValues.Length} draws and {secondValues.Length} draws are not the same.", nameof(secondValues));
        }

        return [.. firstValues.Zip(secondValues, (one, other) => one - other)];
    }

    /// <summary>Wilson's interval of as many cases as would scatter as much.</summary>
    static Interval OfShare(double share, double error, double distance)
    {
        // t² / n, n being p (1 − p) / SE².
        var stretch = distance * distance * error * error / (share * (1 - share));
        var middle = (share + (stretch / 2)) / (1 + stretch);
        var half = Math.Sqrt((distance * distance * error * error) + (stretch * stretch / 4)) / (1 + stretch);
        return new Interval(share, Math.Min(share, Math.Max(0, middle - half)), Math.Max(share, Math.Min(1, middle + half)));
    }

    /// <summary>Draws scatter as n values do around their own mean, so by √(n/(n−1)) too little.</summary>
    static double StandardError(double[] values, int clusters)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)) * clusters / (clusters - 1.0));
    }

    /// <summary>
    /// Share of the draws beyond each bound: Φ(−√(n/(n−1)) t). Student's t stands for the spread being an estimate, the root for
    /// the draws' spread being that of n values around their own mean.
    /// </summary>
    static double ExpandedTail(int clusters, double level)
    {
        var distance = Student.TwoSided(level, clusters - 1) * Math.Sqrt(clusters / (clusters - 1.0));
        var (low, high) = (1e-12, (1 - level) / 2);
        for (var halving = 0; halving < Halvings; halving++)
        {
            var middle = (low + high) / 2;
            (low, high) = Normal.Quantile(middle) < -distance ? (middle, high) : (low, middle);
        }

        return high;
    }

    /// <summary>Linear between the values in order (Hyndman and Fan 1996, type 7).</summary>
    static double Percentile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
