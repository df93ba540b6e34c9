namespace Studio.Statistics;

/// <summary>Standard deviation of independent values, e.g. one of each patient.</summary>
public static class Deviation
{
    /// <summary>With n − 1 as divisor.</summary>
    /// <param name="values">NaN is left out.</param>
    /// <returns>NaN of fewer than two.</returns>
    public static double Of(IEnumerable<double> values)
    {
        double[] known = [.. values.Where(value => !double.IsNaN(value))];
        if (known.Length < 2)
        {
            return double.NaN;
        }

        var mean = known.Average();
        return Math.Sqrt(known.Sum(value => (value - mean) * (value - mean)) / (known.Length - 1));
    }
}
