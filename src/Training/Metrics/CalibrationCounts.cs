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

    /// <summary>Adds the counts of another image.</summary>
    public void Add(CalibrationCounts other)
    {
        for (var bin = 0; bin < counts.Length; bin++)
        {
            counts[bin] += other.counts[bin];
            confidences[bin] += other.confidences[bin];
            right[bin] += other.right[bin];
        }
    }

    /// <summary>Adds confidence less what was right of each step, all classes together; answers how many answers there are.</summary>
    /// <param name="gaps">[steps].</param>
    public long AddGaps(Span<double> gaps)
    {
        for (var bin = 0; bin < counts.Length; bin++)
        {
            gaps[bin % Bins] += confidences[bin] - right[bin];
        }

        return counts.Sum();
    }

    /// <summary>
    /// Expected calibration error, 0–1: mean gap between confidence and accuracy over the steps, weighted by what is in
    /// them, all classes together (Guo et al. 2017, equation 3). Null without any answer.
    /// </summary>
    public double? ExpectedError()
    {
        Span<double> gaps = stackalloc double[Bins];
        gaps.Clear();
        var total = AddGaps(gaps);
        double error = 0;
        foreach (var gap in gaps)
        {
            error += Math.Abs(gap);
        }

        return total == 0 ? null : error / total;
    }

    public IReadOnlyList<ClassCalibration> ToDiagrams() => [.. Enumerable.Range(0, counts.Length / Bins).Select(index =>
        new ClassCalibration(index, [.. Enumerable.Range(index * Bins, Bins).Select(bin => new CalibrationBin(
            counts[bin],
            counts[bin] == 0 ? 0 : confidences[bin] / counts[bin],
            counts[bin] == 0 ? 0 : (double)right[bin] / counts[bin]))]))];
}
