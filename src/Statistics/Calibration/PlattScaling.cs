namespace Studio.Statistics;

/// <summary>A probability is that of the logit slope · logit + offset.</summary>
/// <param name="Slope">At or below 0 where higher logits do not speak for positive: then there is nothing to scale.</param>
/// <param name="Cases">It was fitted on.</param>
public sealed record PlattFit(double Slope, double Offset, int Cases)
{
    /// <summary>The order of cases stays.</summary>
    public bool KeepsOrder => Slope > 0;
}

/// <summary>
/// A slope and an offset for the logits of one class (Platt, "Probabilistic outputs for support vector machines", 1999), with his
/// targets (N₊ + 1)/(N₊ + 2) and 1/(N₋ + 2) in place of 1 and 0, so that scores that part the cases completely do not make it
/// infinitely sure; by Newton's steps with backtracking (Lin, Lin and Weng, Machine Learning 68:267, 2007).
/// </summary>
public static class PlattScaling
{
    const int MostSteps = 100;
    const double LeastStep = 1e-10;

    /// <summary>On the Hessian's diagonal; of the steps alone, so the minimum stays where it is.</summary>
    const double Ridge = 1e-12;

    const double Negligible = 1e-13;

    /// <summary>Slope of the mean loss at which it is at its minimum.</summary>
    const double Converged = 1e-12;

    /// <param name="logits">[cases]; NaN is left out. Of probabilities: <see cref="Logits.Of"/>.</param>
    /// <param name="isPositive">[cases].</param>
    /// <returns>Null without a positive or without a negative case.</returns>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static PlattFit? Fit(IReadOnlyList<double> logits, IReadOnlyList<bool> isPositive)
    {
        var known = Known(logits, isPositive);
        var positives = known.Count(item => item.IsPositive);
        var negatives = known.Count - positives;
        if (positives == 0 || negatives == 0)
        {
            return null;
        }

        var (high, low) = ((positives + 1.0) / (positives + 2.0), 1.0 / (negatives + 2.0));
        (double Logit, double Target)[] cases = [.. known.Select(item => (item.Logit, item.IsPositive ? high : low))];
        var (slope, offset) = (0.0, Math.Log((positives + 1.0) / (negatives + 1.0)));
        var loss = Loss(cases, slope, offset);
        for (var step = 0; step < MostSteps; step++)
        {
            if (Direction(cases, slope, offset) is not var (towardsSlope, towardsOffset, descent))
            {
                break;
            }

            // A change of the loss that rounding hides tells nothing about the step.
            var size = 1.0;
            while (size >= LeastStep && descent < -Negligible && Loss(cases, slope + (size * towardsSlope), offset + (size * towardsOffset)) >= loss + (1e-4 * size * descent))
            {
                size /= 2;
            }

            if (size < LeastStep)
            {
                break;
            }

            (slope, offset) = (slope + (size * towardsSlope), offset + (size * towardsOffset));
            loss = Loss(cases, slope, offset);
        }

        return new PlattFit(slope, offset, known.Count);
    }

    /// <summary>The known cases; an infinite logit is taken for that of the surest probability there is.</summary>
    internal static List<(double Logit, bool IsPositive)> Known(IReadOnlyList<double> logits, IReadOnlyList<bool> isPositive)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(isPositive);
        if (logits.Count != isPositive.Count)
        {
            throw new ArgumentException($"{logits.Count} logits and {isPositive.Count} labels do not belong together.", nameof(isPositive));
        }

        return
        [
            .. logits.Zip(isPositive).Where(item => !double.IsNaN(item.First))
                .Select(item => (double.IsInfinity(item.First) ? Logits.Of(item.First > 0 ? 1 : 0) : item.First, item.Second)),
        ];
    }

    static double Loss((double Logit, double Target)[] cases, double slope, double offset)
    {
        var sum = 0.0;
        foreach (var (logit, target) in cases)
        {
            var scaled = (slope * logit) + offset;
            sum += (target * Logits.Surprise(scaled)) + ((1 - target) * Logits.Surprise(-scaled));
        }

        return sum / cases.Length;
    }

    /// <returns>Newton's step and the loss's slope along it; null at the minimum.</returns>
    static (double Slope, double Offset, double Descent)? Direction((double Logit, double Target)[] cases, double slope, double offset)
    {
        var (g1, g2, h11, h12, h22) = (0.0, 0.0, Ridge, 0.0, Ridge);
        foreach (var (logit, target) in cases)
        {
            var chance = Logits.Probability((slope * logit) + offset);
            var (excess, curvature) = ((chance - target) / cases.Length, chance * (1 - chance) / cases.Length);
            g1 += excess * logit;
            g2 += excess;
            h11 += curvature * logit * logit;
            h12 += curvature * logit;
            h22 += curvature;
        }

        if (Math.Abs(g1) < Converged && Math.Abs(g2) < Converged)
        {
            return null;
        }

        var determinant = (h11 * h22) - (h12 * h12);
        var (first, second) = (-((h22 * g1) - (h12 * g2)) / determinant, -((h11 * g2) - (h12 * g1)) / determinant);
        return (first, second, (g1 * first) + (g2 * second));
    }
}
