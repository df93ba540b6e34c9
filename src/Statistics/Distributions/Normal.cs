namespace Studio.Statistics;

/// <summary>The standard normal distribution.</summary>
public static class Normal
{
    const double LowerTail = 0.02425;

    /// <summary>Nearer to the middle a series is exact, farther out a continued fraction.</summary>
    const double Middle = 1.5;

    /// <summary>Density at 0, 1/√(2π).</summary>
    const double Peak = 0.398942280401432678;

    static readonly double[] A = [-3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02, 1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239e+00];
    static readonly double[] B = [-5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01, -1.328068155288572e+01, 1];
    static readonly double[] C = [-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00, -2.549732539343734e+00, 4.374664141464968e+00, 2.938163982698783e+00];
    static readonly double[] D = [7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00, 1];

    /// <summary>The value with this share of the distribution below it; relative error below 1.2e-9 (P. J. Acklam's rational approximation, 2003).</summary>
    /// <param name="share">Between 0 and 1, both excluded.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not between 0 and 1.</exception>
    public static double Quantile(double share)
    {
        if (share is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "A quantile's share lies between 0 and 1.");
        }

        if (share < LowerTail)
        {
            var tail = Math.Sqrt(-2 * Math.Log(share));
            return Polynomial(C, tail) / Polynomial(D, tail);
        }

        if (share > 1 - LowerTail)
        {
            return -Quantile(1 - share);
        }

        var middle = share - 0.5;
        return Polynomial(A, middle * middle) * middle / Polynomial(B, middle * middle);
    }

    /// <summary>Multiplier of a standard error for a two-sided interval, e.g. 1.96 of 0.95.</summary>
    public static double TwoSided(double level) => Quantile(0.5 + (level / 2));

    /// <summary>
    /// Share of the distribution below a value, to 1e-14 of itself far into the tails (Marsaglia's series, J Stat Softw 11(4),
    /// 2004; Laplace's continued fraction, Abramowitz and Stegun 1964, 26.2.14).
    /// </summary>
    public static double Below(double x)
    {
        if (double.IsNaN(x))
        {
            return double.NaN;
        }

        var size = Math.Abs(x);
        if (size <= Middle)
        {
            var (term, sum) = (x, x);
            for (var place = 3; Math.Abs(term) > 1e-18 * Math.Abs(sum); place += 2)
            {
                term *= x * x / place;
                sum += term;
            }

            return 0.5 + (Density(x) * sum);
        }

        var tail = double.IsInfinity(x) ? 0 : Density(x) / Fraction(size);
        return x < 0 ? tail : 1 - tail;
    }

    /// <summary>Share of the distribution that lies farther from 0 than z on either side: p of a two-sided test.</summary>
    public static double Outside(double z) => 2 * Below(-Math.Abs(z));

    /// <summary>The square is taken in two parts, the first of them exact, as its rounding would be all that is wrong far out.</summary>
    static double Density(double x)
    {
        var coarse = Math.Round(x * 16) / 16;
        return Peak * Math.Exp(-coarse * coarse / 2) * Math.Exp(-(x - coarse) * (x + coarse) / 2);
    }

    static double Fraction(double x)
    {
        // It converges like exp(−2x √(2 terms)).
        var value = x;
        for (var term = 40 + (int)(300 / (x * x)); term > 0; term--)
        {
            value = x + (term / value);
        }

        return value;
    }

    /// <summary>Coefficients from the highest power down.</summary>
    static double Polynomial(double[] coefficients, double x) => coefficients.Aggregate(0.0, (sum, coefficient) => (sum * x) + coefficient);
}
