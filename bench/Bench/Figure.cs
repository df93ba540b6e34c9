namespace Studio.Bench;

/// <summary>One measured figure beside its target and, where there is one, what the peer reached in the same run.</summary>
/// <param name="Target">In words, e.g. "≤ 16"; null where the figure is only reported.</param>
public sealed record Figure(string Name, double Value, string Unit, string? Target = null, double? Peer = null, bool? Met = null)
{
    public static Figure AtMost(string name, double value, string unit, double limit, double? peer = null) =>
        new(name, value, unit, $"≤ {limit}", peer, value <= limit);

    public static Figure AtLeast(string name, double value, string unit, double limit, double? peer = null) =>
        new(name, value, unit, $"≥ {limit}", peer, value >= limit);
}

/// <summary>Median and spread of repeated measurements.</summary>
public static class Sample
{
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        if (sorted.Length == 0)
            throw new ArgumentException("There is no measurement.", nameof(values));
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The value that the share <paramref name="share"/> of the measurements does not exceed (nearest rank).</summary>
    public static double Percentile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        if (sorted.Length == 0)
            throw new ArgumentException("There is no measurement.", nameof(values));
        return sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
    }
}
