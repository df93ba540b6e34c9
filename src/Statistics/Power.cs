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

    const int Halvings = 100;

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
    /// <returns>Null with fewer than two patients, or where the deviation is unknown (NaN).</returns>
    public static double? SmallestDifference(double deviation, int patients, double power = Usual, double alpha = Alpha)
    {
        if (patients < 2 || double.IsNaN(deviation))
        {
            return null;
        }

        var critical = Student.TwoSided(1 - alpha, patients - 1);
        var (low, high) = (0.0, 1.0);
        while (Reached(high, critical, patients - 1) < power)
        {
            (low, high) = (high, 2 * high);
        }

        for (var halving = 0; halving < Halvings && low < high; halving++)
        {
            var middle = (low + high) / 2;
            (low, high) = Reached(middle, critical, patients - 1) < power ? (middle, high) : (low, middle);
            if (high - low < 1e-12 * high)
            {
                break;
            }
        }

        return high * deviation / Math.Sqrt(patients);
    }

    /// <summary>The fewest patients that show a difference of means with the power wanted.</summary>
    /// <param name="deviation">Standard deviation of the patients' differences, from 0.</param>
    /// <returns>At least 2; null where there is no difference to show, where either is unknown (NaN), and beyond <see cref="MostPatients"/>.</returns>
    public static int? PatientsFor(double difference, double deviation, double power = Usual, double alpha = Alpha)
    {
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

    static double Reached(double noncentrality, double critical, int freedom) =>
        NoncentralStudent.Below(-critical, freedom, noncentrality) + NoncentralStudent.Below(-critical, freedom, -noncentrality);
}
