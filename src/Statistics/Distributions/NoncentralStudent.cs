namespace Studio.Statistics;

/// <summary>Distribution of a mean over its estimated standard error where the true mean is not 0.</summary>
public static class NoncentralStudent
{
    /// <summary>Parts with 16 points of Gauss and Legendre each; of few degrees of freedom Φ is steep beside the spread of s.</summary>
    const int Parts = 16;
    const int PartsOfFew = 48;
    const int Few = 8;

    /// <summary>How many standard deviations of s round its most likely value count.</summary>
    const double Reach = 12;
    const double Negligible = 1e-18;

    static readonly double[] Points =
    [
        0.09501250983763745, 0.2816035507792589, 0.45801677765722737, 0.6178762444026438,
        0.755404408355003, 0.8656312023878318, 0.9445750230732326, 0.9894009349916499,
    ];

    static readonly double[] Weights =
    [
        0.18945061045506859, 0.1826034150449236, 0.16915651939500262, 0.14959598881657676,
        0.12462897125553403, 0.09515851168249259, 0.062253523938647706, 0.027152459411754037,
    ];

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
        var from = Math.Max(0, 1 - spread);
        var parts = freedom < Few ? PartsOfFew : Parts;
        var width = (1 + spread - from) / parts;
        var sum = 0.0;
        for (var part = 0; part < parts; part++)
        {
            var middle = from + ((part + 0.5) * width);
            for (var point = 0; point < Points.Length; point++)
            {
                var offset = Points[point] * width / 2;
                sum += Weights[point] * (At(middle - offset) + At(middle + offset));
            }
        }

        return sum * width / 2;

        double At(double s)
        {
            var density = Math.Exp(constant + ((freedom - 1) * Math.Log(s)) - (half * s * s));
            return density < Negligible ? 0 : density * Normal.Below((t * s) - noncentrality);
        }
    }
}
