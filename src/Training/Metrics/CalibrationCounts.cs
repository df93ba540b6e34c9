using Studio.Contracts.Jobs;

namespace Studio.Training.Metrics;

/// <summary>What one image, or many, say about confidence: by class, in equal steps of confidence.</summary>
sealed class CalibrationCounts(int classes)
{
    /// <summary>As in Guo et al., "On calibration of modern neural networks", ICML 2017.</summary>
    public const int Bins = 15;
    readonly long[] counts = new long[classes * Bins];
    readonly double[] confidences = new double[classes * Bins];
    readonly long[] right = new long[classes * Bins];

    /// <param name="index">Class that was answered.</param>
    /// <param name="confidence">0–1.</param>
    public void Add(int index, double confidence, bool isRight)
    {
        var bin = (index * Bins) + Math.Clamp((int)(confidence * Bins), 0, Bins - 1);
        counts[bin]++;
        confidences[bin] += confidence;
        right[bin] += isRight ? 1 : 0;
    }

    /// <summary>The counts of several images together.</summary>
    public static CalibrationCounts Sum(IEnumerable<CalibrationCounts> parts, int classes)
    {
        var sum = new CalibrationCounts(classes);
        foreach (var part in parts)
        {
            for (var bin = 0; bin < sum.counts.Length; bin++)
            {
                sum.counts[bin] += part.counts[bin];
                sum.confidences[bin] += part.confidences[bin];
                sum.right[bin] += part.right[bin];
            }
        }

        return sum;
    }

    /// <summary>
    /// Expected calibration error, 0–1: mean gap between confidence and accuracy over the steps, weighted by what is in
    /// them, all classes together (Guo et al. 2017, equation 3). Null without any answer.
    /// </summary>
    public double? ExpectedError()
    {
        var total = counts.Sum();
        if (total == 0)
        {
            return null;
        }

        double gap = 0;
        for (var bin = 0; bin < Bins; bin++)
        {
            double confidence = 0;
            long hits = 0;
            for (var index = bin; index < counts.Length; index += Bins)
            {
                confidence += confidences[index];
                hits += right[index];
            }

            gap += Math.Abs(confidence - hits);
        }

        return gap / total;
    }

    public IReadOnlyList<ClassCalibration> ToDiagrams() => [.. Enumerable.Range(0, counts.Length / Bins).Select(index =>
        new ClassCalibration(index, [.. Enumerable.Range(index * Bins, Bins).Select(bin => new CalibrationBin(
            counts[bin],
            counts[bin] == 0 ? 0 : confidences[bin] / counts[bin],
            counts[bin] == 0 ? 0 : (double)right[bin] / counts[bin]))]))];
}
