namespace Studio.Statistics;

/// <summary>Student's t distribution.</summary>
public static class Student
{
    const int Halvings = 80;

    /// <summary>Multiplier of a standard error for a two-sided interval of a mean of few values, e.g. 2.26 of 0.95 and 9 degrees of freedom.</summary>
    /// <param name="freedom">Degrees of freedom, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">No degree of freedom, or a level that does not lie between 0 and 1.</exception>
    public static double TwoSided(double level, int freedom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(freedom, 1);
        if (level is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, "A level lies between 0 and 1.");
        }

        // t = √ν tan θ, and the share between −t and t grows with θ from 0 to π/2.
        var (low, high) = (0.0, Math.PI / 2);
        for (var halving = 0; halving < Halvings && low < high; halving++)
        {
            var middle = (low + high) / 2;
            (low, high) = Outside(Math.Sqrt(freedom) * Math.Tan(middle), freedom) > 1 - level ? (middle, high) : (low, middle);
        }

        return Math.Sqrt(freedom) * Math.Tan(low);
    }

    /// <summary>Share of the distribution below a value (Abramowitz and Stegun 1964, 26.7.1).</summary>
    /// <param name="freedom">Degrees of freedom, above 0.</param>
    public static double Below(double t, double freedom) => t < 0 ? Outside(t, freedom) / 2 : 1 - (Outside(t, freedom) / 2);

    /// <summary>Share of the distribution that lies farther from 0 than t on either side: p of a two-sided test.</summary>
    /// <param name="freedom">Degrees of freedom, above 0.</param>
    public static double Outside(double t, double freedom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(freedom, 0);

        // Whichever of t and ν is small beside the other, its share of both is taken first.
        return double.IsNaN(t) ? double.NaN
            : double.IsInfinity(t) ? 0
            : IncompleteBeta.Of(freedom / (freedom + (t * t)), t * t / (freedom + (t * t)), freedom / 2, 0.5);
    }
}
