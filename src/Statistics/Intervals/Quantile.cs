namespace Studio.Statistics;

/// <summary>The value below which a share of some values lies.</summary>
public static class Quantile
{
    /// <summary>Linear between the values in order (Hyndman and Fan 1996, type 7; what NumPy and R take).</summary>
    /// <param name="sorted">The lowest first, at least one.</param>
    /// <param name="share">From 0 to 1.</param>
    public static double Of(double[] sorted, double share)
    {
        ArgumentNullException.ThrowIfNull(sorted);
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
