namespace Studio.Statistics;

/// <summary>An estimate with what it may as well be.</summary>
/// <param name="Low">At most <paramref name="Value"/>.</param>
/// <param name="High">At least <paramref name="Value"/>.</param>
public readonly record struct Interval(double Value, double Low, double High)
{
    /// <summary>False where nothing says how far the estimate may be off, e.g. with one patient: both bounds are NaN.</summary>
    public bool IsKnown => !double.IsNaN(Low);
}
