namespace Studio.Statistics;

/// <summary>
/// How far draws let a figure lie from the truth, by what is known of it (<see cref="FigureScale"/>). Draws scatter as n values do
/// around their own mean: a little less than the figure itself, by √(n / (n − 1)).
/// </summary>
/// <param name="clusters">n.</param>
/// <param name="t">Student's t of the level.</param>
sealed class BootstrapBounds(double value, double[] draws, int clusters, double t)
{
    readonly double widening = Math.Sqrt(clusters / (clusters - 1.0));

    /// <param name="value">The figure itself.</param>
    /// <param name="draws">Ascending, at least one.</param>
    public static (double Low, double High) Of(double value, double[] draws, int clusters, double t, FigureScale scale)
    {
        var bounds = new BootstrapBounds(value, draws, clusters, t);
        return scale switch
        {
            FigureScale.Share => bounds.OfShare(),
            FigureScale.Bounded => bounds.OfBounded(),
            FigureScale.Mean => bounds.OfSkewed(0, 1),
            FigureScale.Positive => bounds.OfSkewed(0, double.PositiveInfinity),
            _ => bounds.OfSkewed(double.NegativeInfinity, double.PositiveInfinity),
        };
    }

    /// <summary>Shares p that the value is t times √(p (1 − p) / n) away from, n being as many cases as would scatter as much: Wilson's.</summary>
    (double Low, double High) OfShare()
    {
        // t² / n, n being v (1 − v) / SE².
        var half = t * widening * Spread().Deviation;
        var stretch = half * half / (value * (1 - value));
        var middle = (value + (stretch / 2)) / (1 + stretch);
        var width = Math.Sqrt((half * half) + (stretch * stretch / 4)) / (1 + stretch);
        return (Math.Max(0, middle - width), Math.Min(1, middle + width));
    }

    /// <summary>
    /// Percentiles, as far out as t asks for, moved against the side on which the draws lie: as far as their middle is from the
    /// value, the value may be from the truth.
    /// </summary>
    (double Low, double High) OfBounded()
    {
        var below = draws.Count(drawn => drawn < value) + (draws.Count(drawn => drawn == value) / 2.0);
        var shift = 2 * Normal.Quantile(Math.Clamp(below / draws.Length, 0.5 / draws.Length, 1 - (0.5 / draws.Length)));
        var distance = t * widening;
        return (Quantile.Of(draws, Normal.Below(shift - distance)), Quantile.Of(draws, Normal.Below(shift + distance)));
    }

    /// <summary>
    /// Student's t of a skewed figure is skewed to the other side; a cubic polynomial of it is not (Hall 1992, g₃), and t is looked
    /// up on that scale.
    /// </summary>
    (double Low, double High) OfSkewed(double least, double most)
    {
        var (deviation, skewness) = Spread();
        var error = widening * deviation;
        return (Math.Max(least, value - (error * Back(t, skewness))), Math.Min(most, value - (error * Back(-t, skewness))));
    }

    /// <summary>Which T has T + S T² / 3 + S² T³ / 27 + S / 6 = x.</summary>
    static double Back(double x, double skewness) =>
        Math.Abs(skewness) < 1e-9 ? x : 3 / skewness * (Math.Cbrt(1 + (skewness * (x - (skewness / 6)))) - 1);

    /// <summary>Standard deviation and skewness of the draws; that of a figure over n values is 1 / √n of theirs.</summary>
    (double Deviation, double Skewness) Spread()
    {
        var mean = draws.Average();
        var (second, third) = (0.0, 0.0);
        foreach (var drawn in draws)
        {
            var apart = drawn - mean;
            second += apart * apart;
            third += apart * apart * apart;
        }

        var deviation = Math.Sqrt(second / draws.Length);
        return (deviation, deviation > 0 ? third / draws.Length / (deviation * deviation * deviation) : 0);
    }
}
