namespace Studio.Statistics;

/// <summary>Score interval of a proportion (Wilson 1927); it holds its level for few cases and for proportions near 0 and 1.</summary>
public static class Wilson
{
    /// <param name="hits">From 0 to <paramref name="total"/>.</param>
    /// <param name="total">Independent cases. Of none, everything from 0 to 1 is possible, and the value is NaN.</param>
    /// <exception cref="ArgumentOutOfRangeException">Counts that are none, or a level that does not lie between 0 and 1.</exception>
    public static Interval Of(int hits, int total, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hits, total);
        var z = Normal.TwoSided(level);
        if (total == 0)
        {
            return new Interval(double.NaN, 0, 1);
        }

        var share = (double)hits / total;
        var scale = 1 + (z * z / total);
        var middle = (share + (z * z / (2.0 * total))) / scale;
        var half = z / scale * Math.Sqrt((share * (1 - share) / total) + (z * z / (4.0 * total * total)));

        // At the ends rounding alone would part bound and value.
        return new Interval(share, hits == 0 ? 0 : Math.Max(0, middle - half), hits == total ? 1 : Math.Min(1, middle + half));
    }
}
