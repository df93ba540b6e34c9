using System.Runtime.InteropServices;

namespace Studio.Imaging;

/// <summary>
/// Range of the stored values of a file: exact, from a histogram of 65 536 bins, for samples in working form; for others
/// the range is exact and the percentiles are those of the sorted finite values of a regular sample of at most a million.
/// </summary>
/// <param name="Minimum">Smallest stored value.</param>
/// <param name="Maximum">Largest stored value.</param>
/// <param name="Percentile1">Smallest value v with at least 1 % of the samples ≤ v.</param>
/// <param name="Percentile99">Smallest value v with at least 99 % of the samples ≤ v.</param>
public readonly record struct SampleStatistics(double Minimum, double Maximum, double Percentile1, double Percentile99)
{
    private const int Bins = 65_536;
    private const int SignedOffset = 32_768;
    private const int MaxSortedSamples = 1 << 20;

    /// <summary>Measures all samples (all channels) of frames that share one sample type.</summary>
    /// <exception cref="ArgumentException">There is no frame.</exception>
    public static SampleStatistics Measure(IReadOnlyList<RasterImage> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        if (frames.Count == 0)
        {
            throw new ArgumentException("Statistics need at least one frame.", nameof(frames));
        }

        if (!frames[0].Layout.IsWorkingForm)
        {
            return MeasureWide(frames);
        }

        var histogram = new long[Bins];
        long total = 0;
        foreach (RasterImage frame in frames)
        {
            Count(frame, histogram);
            total += frame.Layout.SampleCount;
        }

        int offset = frames[0].IsSigned ? SignedOffset : 0;
        return new SampleStatistics(
            ValueAtRank(histogram, 1) - offset,
            ValueAtRank(histogram, total) - offset,
            ValueAtRank(histogram, RankOf(0.01, total)) - offset,
            ValueAtRank(histogram, RankOf(0.99, total)) - offset);
    }

    /// <summary>Values that are not finite are left out; a file without a finite value has the range 0 to 0.</summary>
    private static SampleStatistics MeasureWide(IReadOnlyList<RasterImage> frames)
    {
        long total = frames.Sum(frame => frame.Layout.SampleCount);
        long step = Math.Max(1, total / MaxSortedSamples);
        var chosen = new List<double>();
        double minimum = double.PositiveInfinity;
        double maximum = double.NegativeInfinity;
        long position = 0;
        foreach (RasterImage frame in frames)
        {
            for (int i = 0; i < frame.Layout.SampleCount; i++, position++)
            {
                double value = frame.ValueAt(i);
                if (!double.IsFinite(value))
                {
                    continue;
                }

                minimum = Math.Min(minimum, value);
                maximum = Math.Max(maximum, value);
                if (position % step == 0)
                {
                    chosen.Add(value);
                }
            }
        }

        if (minimum > maximum)
        {
            return default;
        }

        chosen.Sort();
        double At(double fraction) => chosen.Count == 0 ? minimum : chosen[(int)RankOf(fraction, chosen.Count) - 1];
        return new SampleStatistics(minimum, maximum, At(0.01), At(0.99));
    }

    private static void Count(RasterImage frame, long[] histogram)
    {
        if (frame.BytesPerSample == 2)
        {
            int flip = frame.IsSigned ? SignedOffset : 0;
            foreach (ushort raw in MemoryMarshal.Cast<byte, ushort>(frame.Samples))
            {
                // Flipping the sign bit orders two's complement values from smallest to largest.
                histogram[raw ^ flip]++;
            }

            return;
        }

        if (frame.IsSigned)
        {
            foreach (byte raw in frame.Samples)
            {
                histogram[(sbyte)raw + SignedOffset]++;
            }

            return;
        }

        foreach (byte raw in frame.Samples)
        {
            histogram[raw]++;
        }
    }

    private static long RankOf(double fraction, long total) => Math.Max(1, (long)Math.Ceiling(fraction * total));

    private static int ValueAtRank(long[] histogram, long rank)
    {
        long seen = 0;
        for (int bin = 0; bin < histogram.Length; bin++)
        {
            seen += histogram[bin];
            if (seen >= rank)
            {
                return bin;
            }
        }

        return histogram.Length - 1;
    }
}
