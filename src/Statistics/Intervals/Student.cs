namespace Studio.Statistics;

/// <summary>Student's t distribution.</summary>
public static class Student
{
    /// <summary>From here on it is the normal distribution to three digits.</summary>
    const int MostFreedom = 1000;

    const int Halvings = 80;

    /// <summary>Multiplier of a standard error for a two-sided interval of a mean of few values, e.g. 2.26 of 0.95 and 9 degrees of freedom.</summary>
    /// <param name="freedom">Degrees of freedom, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">No degree of freedom, or a level that does not lie between 0 and 1.</exception>
    public static double TwoSided(double level, int freedom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(freedom, 1);
        var normal = Normal.TwoSided(level);
        if (freedom > MostFreedom)
        {
            return normal;
        }

        // t = √ν tan θ, and the share between −t and t grows with θ from 0 to π/2.
        var (low, high) = (0.0, Math.PI / 2);
        for (var halving = 0; halving < Halvings; halving++)
        {
            var middle = (low + high) / 2;
            (low, high) = Between(middle, freedom) < level ? (middle, high) : (low, middle);
        }

        return Math.Sqrt(freedom) * Math.Tan(low);
    }

    /// <summary>Share of the distribution between −t and t, t = √ν tan θ (Abramowitz and Stegun 1964, 26.7.3 and 26.7.4).</summary>
    static double Between(double angle, int freedom)
    {
        var (sine, cosine) = (Math.Sin(angle), Math.Cos(angle));
        var isOdd = freedom % 2 == 1;
        var (term, sum) = (isOdd ? cosine : 1, 0.0);
        for (var place = isOdd ? 1 : 0; place <= freedom - 2; place += 2)
        {
            sum += term;
            term *= cosine * cosine * (place + 1) / (place + 2);
        }

        return isOdd ? 2 / Math.PI * (angle + (sine * sum)) : sine * sum;
    }
}
