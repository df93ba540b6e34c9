using System.Numerics;
using System.Runtime.InteropServices;

namespace Studio.Imaging;

/// <summary>
/// Range of the stored values of a file: exact, from a histogram of all values, for samples in working form; for others
/// the range is exact and the percentiles are those of the sorted finite values of a regular sample of at most a million.
/// </summary>
/// <param name="Minimum">Smallest stored value.</param>
/// <param name="Maximum">Largest stored value.</param>
/// <param name="Percentile1">Smallest value v with at least 1 % of the samples ≤ v.</param>
/// <param name="Percentile99">Smallest value v with at least 99 % of the samples ≤ v.</param>
public readonly record struct SampleStatistics(double Minimum, double Maximum, double Percentile1, double Percentile99)
{
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

        (int minimum, int maximum) = RangeOf(frames);

        // Two histograms, because neighbouring pixels often fall into the same bin and would wait for each other.
        var even = new uint[maximum - minimum + 1];
        var odd = new uint[even.Length];
        long total = 0;
        foreach (RasterImage frame in frames)
        {
            Count(frame, minimum, even, odd);
            total += frame.Layout.SampleCount;
        }

        return new SampleStatistics(
            minimum,
            maximum,
            minimum + BinAtRank(even, odd, RankOf(0.01, total)),
            minimum + BinAtRank(even, odd, RankOf(0.99, total)));
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

    private static (int Minimum, int Maximum) RangeOf(IReadOnlyList<RasterImage> frames)
    {
        (int minimum, int maximum) = (int.MaxValue, int.MinValue);
        foreach (RasterImage frame in frames)
        {
            (int low, int high) = (frame.BytesPerSample, frame.IsSigned) switch
            {
                (1, false) => RangeOf<byte>(frame.Samples),
                (1, true) => RangeOf<sbyte>(frame.Samples),
                (_, false) => RangeOf<ushort>(frame.Samples),
                (_, true) => RangeOf<short>(frame.Samples),
            };
            minimum = Math.Min(minimum, low);
            maximum = Math.Max(maximum, high);
        }

        return (minimum, maximum);
    }

    private static (int Minimum, int Maximum) RangeOf<T>(ReadOnlySpan<byte> bytes)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        ReadOnlySpan<T> samples = MemoryMarshal.Cast<byte, T>(bytes);
        ReadOnlySpan<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(samples);
        var lows = new Vector<T>(T.MaxValue);
        var highs = new Vector<T>(T.MinValue);
        foreach (Vector<T> vector in vectors)
        {
            lows = Vector.Min(lows, vector);
            highs = Vector.Max(highs, vector);
        }

        T low = T.MaxValue;
        T high = T.MinValue;
        for (int i = 0; i < Vector<T>.Count; i++)
        {
            low = T.Min(low, lows[i]);
            high = T.Max(high, highs[i]);
        }

        foreach (T sample in samples[(vectors.Length * Vector<T>.Count)..])
        {
            low = T.Min(low, sample);
            high = T.Max(high, sample);
        }

        return (int.CreateChecked(low), int.CreateChecked(high));
    }

    private static void Count(RasterImage frame, int minimum, uint[] even, uint[] odd)
    {
        switch (frame.BytesPerSample, frame.IsSigned)
        {
            case (1, false):
                Count<byte>(frame.Samples, minimum, even, odd);
                break;
            case (1, true):
                Count<sbyte>(frame.Samples, minimum, even, odd);
                break;
            case (_, false):
                Count<ushort>(frame.Samples, minimum, even, odd);
                break;
            case (_, true):
                Count<short>(frame.Samples, minimum, even, odd);
                break;
        }
    }

    private static void Count<T>(ReadOnlySpan<byte> bytes, int minimum, uint[] even, uint[] odd)
        where T : struct, IBinaryInteger<T>
    {
        ReadOnlySpan<T> samples = MemoryMarshal.Cast<byte, T>(bytes);
        int i = 0;
        for (; i + 1 < samples.Length; i += 2)
        {
            even[int.CreateTruncating(samples[i]) - minimum]++;
            odd[int.CreateTruncating(samples[i + 1]) - minimum]++;
        }

        if (i < samples.Length)
        {
            even[int.CreateTruncating(samples[i]) - minimum]++;
        }
    }

    private static long RankOf(double fraction, long total) => Math.Max(1, (long)Math.Ceiling(fraction * total));

    private static int BinAtRank(uint[] even, uint[] odd, long rank)
    {
        long seen = 0;
        for (int bin = 0; bin < even.Length; bin++)
        {
            seen += (long)even[bin] + odd[bin];
            if (seen >= rank)
            {
                return bin;
            }
        }

        return even.Length - 1;
    }
}
