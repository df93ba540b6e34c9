namespace Studio.Statistics;

/// <summary>
/// What the paired t test of so many patients can show: its power is a share of the noncentral t distribution (Owen,
/// Biometrika 52:437, 1965), here of both sides.
/// </summary>
public static class Power
{
    /// <summary>The test's level and the power that is usually asked for.</summary>
    public const double Alpha = 0.05;
    public const double Usual = 0.8;

    /// <summary>Beyond this many patients nobody asks.</summary>
    public const int MostPatients = 1_000_000;

    const int MostSteps = 100;

    /// <summary>Chance that the test says there is a difference.</summary>
    /// <param name="difference">That there truly is, of the means.</param>
    /// <param name="deviation">Standard deviation of the patients' differences, above 0.</param>
    /// <param name="patients">From 2.</param>
    /// <returns>From <paramref name="alpha"/> to 1.</returns>
    public static double Of(double difference, double deviation, int patients, double alpha = Alpha)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(patients, 2);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(deviation, 0);
        var noncentrality = Math.Abs(difference) / deviation * Math.Sqrt(patients);
        return Reached(noncentrality, Student.TwoSided(1 - alpha, patients - 1), patients - 1);
    }

    /// <summary>The smallest difference of means that so many patients show with the power wanted.</summary>
    /// <param name="deviation">Standard deviation of the patients' differences, from 0.</param>
    /// <param name="power">Above <paramref name="alpha"/>, below 1.</param>
    /// <returns>Null with fewer than two patients, or where the deviation is unknown (NaN).</returns>
    public static double? SmallestDifference(double deviation, int patients, double power = Usual, double alpha = Alpha)
    {
        ThrowUnlessBetween(power, alpha);
        if (patients < 2 || double.IsNaN(deviation))
        {
            return null;
        }

        // Power grows with the noncentrality: bracket it, then false position (Illinois: an end that stays twice counts half).
        var critical = Student.TwoSided(1 - alpha, patients - 1);
        var (low, below, high, above) = (0.0, alpha - power, critical, Lacking(critical));
        while (above < 0)
        {
            (low, below, high) = (high, above, 1.5 * high);
            above = Lacking(high);
        }

        var stayed = 0;
        for (var step = 0; step < MostSteps && high - low > 1e-12 * high; step++)
        {
            var middle = high - (above * (high - low) / (above - below));
            var lacking = Lacking(middle);
            if (Math.Abs(lacking) < 1e-12)
            {
                return middle * deviation / Math.Sqrt(patients);
            }

            if (lacking < 0)
            {
                (low, below, above, stayed) = (middle, lacking, stayed > 0 ? above / 2 : above, 1);
            }
            else
            {
                (high, above, below, stayed) = (middle, lacking, stayed < 0 ? below / 2 : below, -1);
            }
        }

        return high * deviation / Math.Sqrt(patients);

        double Lacking(double noncentrality) => Reached(noncentrality, critical, patients - 1) - power;
    }

    /// <summary>The fewest patients that show a difference of means with the power wanted.</summary>
    /// <param name="deviation">Standard deviation of the patients' differences, from 0.</param>
    /// <param name="power">Above <paramref name="alpha"/>, below 1.</param>
    /// <returns>At least 2; null where there is no difference to show, where either is unknown (NaN), and beyond <see cref="MostPatients"/>.</returns>
    public static int? PatientsFor(double difference, double deviation, double power = Usual, double alpha = Alpha)
    {
        ThrowUnlessBetween(power, alpha);
        if (double.IsNaN(difference) || double.IsNaN(deviation) || difference == 0)
        {
            return null;
        }

        if (deviation == 0)
        {
            return 2;
        }

        // Power grows with the patients: double until it is reached, then halve what is between.
        var (low, high) = (1, 2);
        while (Of(difference, deviation, high, alpha) < power)
        {
            if (high >= MostPatients)
            {
                return null;
            }

            (low, high) = (high, Math.Min(MostPatients, 2 * high));
        }

        while (low + 1 < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Of(difference, deviation, middle, alpha) < power ? (middle, high) : (low, middle);
        }

        return high;
    }

    static void ThrowUnlessBetween(double power, double alpha)
    {
        if (!(power > alpha && power < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(power), power, $"The power lies between the test's level, {alpha}, and 1.");
        }
    }

    static double Reached(double noncentrality, double critical, int freedom) =>
        NoncentralStudent.Below(-critical, freedom, noncentrality) + NoncentralStudent.Below(-critical, freedom, -noncentrality);
}
