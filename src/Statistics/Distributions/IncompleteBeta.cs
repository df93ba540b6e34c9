namespace Studio.Statistics;

/// <summary>The regularised incomplete beta function, which Student's and the binomial distribution are made of.</summary>
static class IncompleteBeta
{
    const int MostTerms = 100_000;
    const double Converged = 1e-16;
    const double Tiny = 1e-300;

    /// <summary>Of Lanczos' approximation with g = 7 (SIAM J Numer Anal B 1:86, 1964); relative error of Γ below 1e-14.</summary>
    static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
        12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <param name="x">From 0 to 1.</param>
    /// <param name="rest">1 − x, which the caller may know more exactly.</param>
    /// <returns>I_x(a, b), from 0 to 1.</returns>
    public static double Of(double x, double rest, double a, double b)
    {
        if (x <= 0 || rest <= 0)
        {
            return x <= 0 ? 0 : 1;
        }

        var front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Math.Log(x)) + (b * Math.Log(rest)));
        return x < (a + 1) / (a + b + 2)
            ? front * Fraction(x, a, b) / a
            : 1 - (front * Fraction(rest, b, a) / b);
    }

    /// <param name="x">Above 0.</param>
    public static double LogGamma(double x)
    {
        if (x < 0.5)
        {
            return Math.Log(Math.PI / Math.Sin(Math.PI * x)) - LogGamma(1 - x);
        }

        var sum = Lanczos[0];
        for (var place = 1; place < Lanczos.Length; place++)
        {
            sum += Lanczos[place] / (x - 1 + place);
        }

        var shifted = x + 6.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((x - 0.5) * Math.Log(shifted)) - shifted + Math.Log(sum);
    }

    /// <summary>The continued fraction (Abramowitz and Stegun 1964, 26.5.8) by Lentz's method (Appl Opt 15:668, 1976).</summary>
    static double Fraction(double x, double a, double b)
    {
        var (numerator, denominator) = (1.0, Inverse(1 - ((a + b) * x / (a + 1))));
        var value = denominator;
        for (var term = 1; term <= MostTerms; term++)
        {
            var even = term * (b - term) * x / ((a + (2 * term) - 1) * (a + (2 * term)));
            var odd = -(a + term) * (a + b + term) * x / ((a + (2 * term)) * (a + (2 * term) + 1));
            foreach (var coefficient in (ReadOnlySpan<double>)[even, odd])
            {
                denominator = Inverse(1 + (coefficient * denominator));
                numerator = 1 + (coefficient / numerator);
                numerator = Math.Abs(numerator) < Tiny ? Tiny : numerator;
                value *= numerator * denominator;
            }

            if (Math.Abs((numerator * denominator) - 1) < Converged)
            {
                break;
            }
        }

        return value;
    }

    static double Inverse(double value) => 1 / (Math.Abs(value) < Tiny ? Tiny : value);
}
