namespace Studio.Statistics;

/// <summary>How far draws let a figure lie from the truth, by what is known of it (<see cref="FigureScale"/>).</summary>
static class BootstrapBounds
{
    /// <summary>Shares p that the value is so many times √(p (1 − p) / n) away from, n being as many cases as would scatter as much: Wilson's.</summary>
    /// <param name="value">Between 0 and 1.</param>
    /// <param name="draws">Ascending.</param>
    /// <param name="distance">Of a bound, in standard deviations of the draws.</param>
    public static (double Low, double High) OfShare(double value, double[] draws, double distance)
    {
        // t² / n, n being v (1 − v) / SE².
        var half = distance * Deviation(draws);
        var stretch = half * half / (value * (1 - value));
        var middle = (value + (stretch / 2)) / (1 + stretch);
        var width = Math.Sqrt((half * half) + (stretch * stretch / 4)) / (1 + stretch);
        return (Math.Max(0, middle - width), Math.Min(1, middle + width));
    }

    /// <summary>As far away on a logarithmic scale; a value of 0 has no other.</summary>
    public static (double Low, double High) OfPositive(double value, double[] draws, double distance)
    {
        var ratio = value > 0 ? Math.Exp(distance * Deviation(draws) / value) : 1;
        return (value / ratio, value * ratio);
    }

    /// <summary>
    /// Percentiles, moved against the side on which the draws lie: as far as their middle is from the value, the value may be
    /// from the truth.
    /// </summary>
    public static (double Low, double High) OfBounded(double value, double[] draws, double distance)
    {
        var below = draws.Count(drawn => drawn < value) + (draws.Count(drawn => drawn == value) / 2.0);
        var shift = 2 * Normal.Quantile(Math.Clamp(below / draws.Length, 0.5 / draws.Length, 1 - (0.5 / draws.Length)));
        return (Quantile.Of(draws, Normal.Below(shift - distance)), Quantile.Of(draws, Normal.Below(shift + distance)));
    }

    /// <summary>Percentiles.</summary>
    public static (double Low, double High) OfAny(double[] draws, double distance) =>
        (Quantile.Of(draws, Normal.Below(-distance)), Quantile.Of(draws, Normal.Below(distance)));

    static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
