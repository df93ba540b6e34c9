namespace Studio.Statistics;

/// <summary>
/// As how many clusters of the same size clusters of different sizes count: (Σ w)² / Σ w² (Kish, "Survey Sampling", 1965). A
/// few large ones decide a figure over all cases, and its interval is as unsure as if there were only those.
/// </summary>
public static class EffectiveClusters
{
    /// <param name="sizes">[clusters]; of each what it brings to the figure's divisor, from 0.</param>
    /// <returns>Rounded; at least 2 where more than one brings something.</returns>
    public static int Of(IReadOnlyList<double> sizes) => Rounded(Exact(sizes), sizes);

    /// <summary>Of a figure that sets two kinds of cases against each other: the harmonic mean of both kinds' numbers, as the fewer decide.</summary>
    /// <param name="first">[clusters].</param>
    /// <param name="second">[clusters].</param>
    public static int Of(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        var (one, other) = (Exact(first), Exact(second));
        return Math.Min(one, other) == 0 ? 0 : Rounded(2 / ((1 / one) + (1 / other)), [.. first.Zip(second, (part, rest) => part + rest)]);
    }

    static double Exact(IReadOnlyList<double> sizes)
    {
        var (sum, squares) = (sizes.Sum(), sizes.Sum(size => size * size));
        return squares > 0 ? sum * sum / squares : 0;
    }

    static int Rounded(double exact, IReadOnlyList<double> sizes) =>
        Math.Max((int)Math.Round(exact), Math.Min(2, sizes.Count(size => size > 0)));
}
