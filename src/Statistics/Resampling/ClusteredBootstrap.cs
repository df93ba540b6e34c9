namespace Studio.Statistics;

/// <summary>
/// Intervals by drawing whole clusters (patients) with replacement, because cases of one patient are not independent (Field
/// and Welsh, JRSS B 69:369, 2007).
/// </summary>
/// <remarks>
/// Percentiles of the draws alone are too narrow with few patients. Bounds are taken as far out as Student's t asks for
/// (Hesterberg, "What teachers should know about the bootstrap", The American Statistician 69:371, 2015), of as many patients
/// as those of different sizes count for (<see cref="EffectiveClusters"/>). What else is known of a figure makes the interval
/// better (<see cref="FigureScale"/>): of a share the draws say only the standard error, and the bounds are Wilson's with
/// Student's t (Franco et al., J Surv Stat Methodol 7:334, 2019, compare such intervals); of means, distances and differences
/// the draws' skewness is taken out (Hall, "On the removal of skewness by transformation", JRSS B 54:221, 1992); of what is made
/// of several shares percentiles are corrected for bias (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, section
/// 14.3). How often all of them hold is in CoverageTests.
/// </remarks>
public static class ClusteredBootstrap
{
    /// <summary>Bounds of so many draws move in the third digit from seed to seed.</summary>
    public const int UsualDraws = 2000;

    /// <summary>Patients that an interval needs; with fewer there is only the value.</summary>
    public const int FewestClusters = 2;

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
            : figure.Informed < FewestClusters ? new Interval(value, double.NaN, double.NaN)
            : Interval(figure, value, Values(figure, draws), level);
    }

    /// <summary>The same of a figure whose values are known already.</summary>
    /// <param name="value">See <see cref="Value"/>.</param>
    /// <param name="values">See <see cref="Values"/>.</param>
    /// <param name="level">Between 0 and 1.</param>
    public static Interval Interval(IClusteredFigure figure, double value, double[] values, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return Interval(value, values, figure.Informed, level, figure.Scale, figure.Freedom);
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
    /// Of any number. Draws in which it is undefined are left out. Where a share or an AUC is 0 or 1, no draw can say what else it
    /// may be; then the interval is Wilson's of so many patients.
    /// </summary>
    /// <param name="value">The figure itself.</param>
    /// <param name="values">[draws].</param>
    /// <param name="clusters">Patients that have a say in the figure, see <see cref="IClusteredFigure.Informed"/>.</param>
    /// <param name="level">Between 0 and 1.</param>
    /// <param name="freedom">See <see cref="IClusteredFigure.Freedom"/>; null: one less than the patients.</param>
    /// <returns>Around the value. Both bounds are NaN where there are fewer than <see cref="FewestClusters"/> patients or no draw has a value.</returns>
    public static Interval Interval(
        double value, double[] values, int clusters, double level = 0.95, FigureScale scale = FigureScale.Free, int? freedom = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        double[] sorted = [.. values.Where(drawn => !double.IsNaN(drawn))];
        if (clusters < FewestClusters || sorted.Length == 0)
        {
            return new Interval(value, double.NaN, double.NaN);
        }

        Array.Sort(sorted);
        var isAlike = sorted[^1] - sorted[0] <= Rounding;
        if (value is <= Rounding or >= 1 - Rounding && (scale == FigureScale.Share || (scale is FigureScale.Bounded or FigureScale.Mean && isAlike)))
        {
            return Wilson.Of(value > 0.5 ? clusters : 0, clusters, level) with { Value = value };
        }

        var t = Student.TwoSided(level, Math.Max(1, freedom ?? clusters - 1));
        var (low, high) = BootstrapBounds.Of(value, sorted, clusters, t, scale);
        return new Interval(value, Math.Min(value, low), Math.Max(value, high));
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
}
