using Studio.Contracts.Jobs;
using Studio.Training.Randomness;

namespace Studio.Training.Metrics;

/// <summary>One image's value, null where undefined, and the patient it belongs to.</summary>
readonly record struct ClusteredValue(string PatientKey, double? Value);

/// <summary>
/// 95 % intervals by the percentile bootstrap with patients as clusters: whole patients are drawn with replacement,
/// because images of one patient are not independent
/// (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, section 13.3; Field and Welsh, JRSS B 69, 2007).
/// </summary>
/// <remarks>
/// The statistic is the mean over series of each series' mean over its defined values: with one series, a plain mean
/// over images; with one series per class, a mean of class means. Draws in which a series has no value leave that
/// series out; draws without any value are skipped. The same seed gives the same interval.
/// </remarks>
static class ClusteredBootstrap
{
    public const int Resamples = 2000;

    /// <returns>Null where no image has a value. <c>Count</c> is the number of images with at least one value.</returns>
    public static MetricValue? Estimate(IReadOnlyList<IReadOnlyList<ClusteredValue>> series, long seed)
    {
        var patients = series.SelectMany(values => values.Select(value => value.PatientKey)).Distinct().Order(StringComparer.Ordinal).ToList();
        var position = patients.Select((key, index) => (key, index)).ToDictionary(pair => pair.key, pair => pair.index);
        var sums = new double[series.Count, patients.Count];
        var counts = new int[series.Count, patients.Count];
        for (var s = 0; s < series.Count; s++)
        {
            foreach (var (patient, value) in series[s])
            {
                if (value is { } defined)
                {
                    sums[s, position[patient]] += defined;
                    counts[s, position[patient]]++;
                }
            }
        }

        var everyone = Enumerable.Range(0, patients.Count).ToArray();
        if (Statistic(sums, counts, everyone) is not { } mean)
        {
            return null;
        }

        var (low, high) = Interval(sums, counts, patients.Count, seed);
        var images = Enumerable.Range(0, series.Max(values => values.Count))
            .Count(image => series.Any(values => image < values.Count && values[image].Value is not null));
        return new MetricValue(mean, Math.Min(low, mean), Math.Max(high, mean), images);
    }

    /// <summary>The same for a figure that exists only over many images, such as an area under a curve.</summary>
    /// <param name="patients">Patient of each image.</param>
    /// <param name="statistic">The figure over images given by index, repeated where a patient was drawn twice; null where undefined.</param>
    /// <returns>Null where the figure is undefined over all images; draws where it is undefined are skipped.</returns>
    public static MetricValue? EstimatePooled(IReadOnlyList<string> patients, Func<IReadOnlyList<int>, double?> statistic, long seed)
    {
        if (statistic([.. Enumerable.Range(0, patients.Count)]) is not { } value)
        {
            return null;
        }

        var images = patients.Select((key, index) => (key, index)).GroupBy(pair => pair.key, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.Select(pair => pair.index).ToArray())
            .ToArray();
        var random = new SeededRandom(seed, DrawPurpose.Bootstrap);
        var statistics = new List<double>(Resamples);
        var drawn = new List<int>(patients.Count);
        for (var resample = 0; resample < Resamples; resample++)
        {
            drawn.Clear();
            for (var slot = 0; slot < images.Length; slot++)
            {
                drawn.AddRange(images[random.NextIndex(images.Length)]);
            }

            if (statistic(drawn) is { } figure)
            {
                statistics.Add(figure);
            }
        }

        statistics.Sort();
        return new MetricValue(
            value, Math.Min(value, Percentile(statistics, 0.025)), Math.Max(value, Percentile(statistics, 0.975)), patients.Count);
    }

    static (double Low, double High) Interval(double[,] sums, int[,] counts, int patients, long seed)
    {
        var random = new SeededRandom(seed, DrawPurpose.Bootstrap);
        var drawn = new int[patients];
        var statistics = new List<double>(Resamples);
        for (var resample = 0; resample < Resamples; resample++)
        {
            for (var slot = 0; slot < patients; slot++)
            {
                drawn[slot] = random.NextIndex(patients);
            }

            if (Statistic(sums, counts, drawn) is { } value)
            {
                statistics.Add(value);
            }
        }

        statistics.Sort();
        return (Percentile(statistics, 0.025), Percentile(statistics, 0.975));
    }

    static double? Statistic(double[,] sums, int[,] counts, int[] drawn)
    {
        double total = 0;
        var defined = 0;
        for (var s = 0; s < sums.GetLength(0); s++)
        {
            double sum = 0;
            var count = 0;
            foreach (var patient in drawn)
            {
                sum += sums[s, patient];
                count += counts[s, patient];
            }

            if (count > 0)
            {
                total += sum / count;
                defined++;
            }
        }

        return defined == 0 ? null : total / defined;
    }

    /// <summary>Linear interpolation between order statistics (Hyndman and Fan 1996, type 7).</summary>
    public static double Percentile(IReadOnlyList<double> sorted, double share)
    {
        var place = share * (sorted.Count - 1);
        var below = (int)Math.Floor(place);
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
