namespace Studio.Statistics;

/// <summary>The χ² distribution with one degree of freedom: that of the square of a standard normal value.</summary>
public static class ChiSquared
{
    /// <summary>Share of the distribution above a value: p of a test.</summary>
    /// <param name="value">From 0; all of the distribution is above anything below.</param>
    public static double Above(double value) => Normal.Outside(Math.Sqrt(Math.Max(0, value)));
}
