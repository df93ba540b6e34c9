namespace Studio.Features.Audit;

/// <summary>Where most values lie, and how far a value is from there, without a few odd ones having a say.</summary>
sealed record RobustSpread(double Median, double Deviation)
{
    /// <summary>Makes the median of absolute deviations the standard deviation where values are normal.</summary>
    const double Scale = 1.4826;

    /// <summary>Modified z-scores from here on are outliers (Iglewicz and Hoaglin 1993 take 3.5); five, as sizes have longer tails.</summary>
    public const double Outlier = 5;

    /// <param name="values">At least one.</param>
    /// <param name="leastDeviation">So that values that are nearly all equal do not make every other an outlier.</param>
    public static RobustSpread Of(IReadOnlyCollection<double> values, double leastDeviation)
    {
        var median = MedianOf(values);
        return new RobustSpread(median, Math.Max(leastDeviation, Scale * MedianOf([.. values.Select(value => Math.Abs(value - median))])));
    }

    public double Distance(double value) => (value - Median) / Deviation;

    public static double MedianOf(IReadOnlyCollection<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
