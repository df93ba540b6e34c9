namespace Studio.Statistics;

/// <summary>How wide an interval is going to be, and how many cases make it as narrow as wanted: before anything is measured.</summary>
public static class Precision
{
    /// <summary>Beyond this many cases nobody asks.</summary>
    public const int MostCases = 1_000_000;

    /// <summary>Half the width of Wilson's interval (1927) of a share.</summary>
    /// <param name="expected">The share that is expected, 0–1.</param>
    /// <param name="cases">Independent ones. Of none it is 0.5: anything is possible.</param>
    public static double OfShare(double expected, int cases, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cases);
        var z = Normal.TwoSided(level);
        return cases == 0
            ? 0.5
            : z / (1 + (z * z / cases)) * Math.Sqrt((expected * (1 - expected) / cases) + (z * z / (4.0 * cases * cases)));
    }

    /// <summary>Half the width of Student's interval of a mean of scores from 0 to 1: t · SD / √n.</summary>
    /// <param name="deviation">Standard deviation of the scores of cases.</param>
    /// <param name="cases">Independent ones. Of fewer than two it is 0.5: anything is possible.</param>
    /// <returns>At most 0.5.</returns>
    public static double OfMean(double deviation, int cases, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cases);
        return cases < 2 ? 0.5 : Math.Min(0.5, Student.TwoSided(level, cases - 1) * deviation / Math.Sqrt(cases));
    }

    /// <summary>The fewest cases with which half the width is at most what is wanted.</summary>
    /// <param name="halfWidth">Of a number of cases; falls as they grow.</param>
    public static int CasesFor(double wanted, Func<int, double> halfWidth)
    {
        ArgumentNullException.ThrowIfNull(halfWidth);
        var (low, high) = (0, 1);
        while (high < MostCases && halfWidth(high) > wanted)
        {
            (low, high) = (high, high * 2);
        }

        while (low + 1 < high)
        {
            var middle = (low + high) / 2;
            (low, high) = halfWidth(middle) > wanted ? (middle, high) : (low, middle);
        }

        return high;
    }
}
