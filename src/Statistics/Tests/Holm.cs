namespace Studio.Statistics;

/// <summary>
/// p of several tests that are looked at together, so that with 0.05 the chance of any false alarm among them stays below
/// 0.05, whatever their dependence (Holm, Scand J Statist 6:65, 1979).
/// </summary>
public static class Holm
{
    /// <param name="values">p of each test, 0–1. NaN (no test was possible) is not counted among them and stays NaN.</param>
    /// <returns>Adjusted p in the order given; at most 1, never below the p itself.</returns>
    public static double[] Adjust(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        double[] adjusted = [.. Enumerable.Repeat(double.NaN, values.Count)];
        int[] order = [.. Enumerable.Range(0, values.Count).Where(place => !double.IsNaN(values[place])).OrderBy(place => values[place])];
        var largest = 0.0;
        for (var step = 0; step < order.Length; step++)
        {
            largest = Math.Max(largest, Math.Min(1, (order.Length - step) * values[order[step]]));
            adjusted[order[step]] = largest;
        }

        return adjusted;
    }
}
