namespace Studio.Statistics;

/// <summary>Distribution of a mean over its estimated standard error where the true mean is not 0.</summary>
public static class NoncentralStudent
{
    /// <summary>Intervals of Simpson's rule; of few degrees of freedom the density does not fade towards s = 0, and more are needed.</summary>
    const int Steps = 800;
    const int StepsOfFew = 12_000;
    const int Few = 8;

    /// <summary>How many standard deviations of s round its most likely value count.</summary>
    const double Reach = 12;
    const double Negligible = 1e-18;

    /// <summary>
    /// Share of the distribution below a value, to about 1e-10: T = (Z + δ) / s with s² = χ²/ν, so it is the mean of Φ(t s − δ) over s.
    /// </summary>
    /// <param name="freedom">Degrees of freedom ν, from 1.</param>
    /// <param name="noncentrality">δ: true mean over true standard error.</param>
    public static double Below(double t, int freedom, double noncentrality)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(freedom, 1);
        var half = freedom / 2.0;

        // Density of s: 2 (ν/2)^(ν/2) / Γ(ν/2) · s^(ν−1) · exp(−ν s²/2).
        var constant = Math.Log(2) + (half * Math.Log(half)) - IncompleteBeta.LogGamma(half);
        var spread = Reach / Math.Sqrt(2.0 * freedom);
        var (from, to) = (Math.Max(0, 1 - spread), 1 + spread);
        var steps = freedom < Few ? StepsOfFew : Steps;
        var width = (to - from) / steps;
        var sum = 0.0;
        for (var step = 0; step <= steps; step++)
        {
            var s = from + (step * width);
            var density = s > 0 ? Math.Exp(constant + ((freedom - 1) * Math.Log(s)) - (half * s * s))
                : freedom == 1 ? Math.Exp(constant)
                : 0;
            sum += density < Negligible ? 0 : (step == 0 || step == steps ? 1 : step % 2 == 1 ? 4 : 2) * density * Normal.Below((t * s) - noncentrality);
        }

        return sum * width / 3;
    }
}
