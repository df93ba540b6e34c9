using Studio.Statistics;

namespace Studio.Training.Metrics;

/// <summary>The expected calibration error, see <see cref="CalibrationCounts.ExpectedError"/>, of patients that count as often as a draw says.</summary>
sealed class CalibrationFigure : IClusteredFigure
{
    /// <summary>[patients, steps]; confidence less what was right, summed.</summary>
    readonly double[] gaps;

    /// <summary>[patients]; answers.</summary>
    readonly long[] counts;

    public CalibrationFigure(int patients)
    {
        gaps = new double[patients * CalibrationCounts.Bins];
        counts = new long[patients];
    }

    public int Clusters => counts.Length;

    public int Informed => EffectiveClusters.Of([.. counts.Select(count => (double)count)]);

    /// <summary>Draws of patients are further from calibrated than the patients themselves; percentiles are corrected for that.</summary>
    public FigureScale Scale => FigureScale.Bounded;

    /// <summary>Adds one image of a patient.</summary>
    public void Add(int patient, CalibrationCounts image)
    {
        counts[patient] += image.AddGaps(gaps.AsSpan(patient * CalibrationCounts.Bins, CalibrationCounts.Bins));
    }

    public double Of(ReadOnlySpan<byte> weights)
    {
        Span<double> sums = stackalloc double[CalibrationCounts.Bins];
        sums.Clear();
        long total = 0;
        for (var patient = 0; patient < weights.Length; patient++)
        {
            if (weights[patient] == 0)
            {
                continue;
            }

            var own = gaps.AsSpan(patient * CalibrationCounts.Bins, CalibrationCounts.Bins);
            total += weights[patient] * counts[patient];
            for (var bin = 0; bin < sums.Length; bin++)
            {
                sums[bin] += weights[patient] * own[bin];
            }
        }

        double error = 0;
        foreach (var sum in sums)
        {
            error += Math.Abs(sum);
        }

        return total == 0 ? double.NaN : error / total;
    }
}
