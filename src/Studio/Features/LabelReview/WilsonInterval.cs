namespace Studio.Features.LabelReview;

/// <summary>95 % interval of a share (Wilson, Journal of the American Statistical Association 22, 1927).</summary>
/// <param name="Low">0–1; 0 where none was counted.</param>
/// <param name="High">0–1; 1 where all were counted.</param>
public readonly record struct WilsonInterval(double Low, double High)
{
    const double Z = 1.959963984540054;

    /// <summary>Of nothing it is everything: 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is not between 0 and the total.</exception>
    public static WilsonInterval Of(int count, int total)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, total);
        if (total == 0)
            return new WilsonInterval(0, 1);
        var share = (double)count / total;
        var scale = 1 + (Z * Z / total);
        var centre = (share + (Z * Z / (2 * total))) / scale;
        var half = Z / scale * Math.Sqrt((share * (1 - share) / total) + (Z * Z / (4.0 * total * total)));
        return new WilsonInterval(count == 0 ? 0 : centre - half, count == total ? 1 : centre + half);
    }
}
