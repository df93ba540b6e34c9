namespace Studio.Training.Data;

/// <summary>
/// Counts of values of any number of images in bounded memory: by the upper 20 bits of a float32, so whole numbers up to
/// 4096 are told apart exactly and any other value to 0.05 %.
/// </summary>
sealed class ValueHistogram
{
    const int DroppedBits = 12;
    readonly long[] counts = new long[1 << (32 - DroppedBits)];
    long total;

    public void Add(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            counts[PixelStatistics.Sortable(value) >> DroppedBits]++;
        }

        total += values.Length;
    }

    /// <summary>As <see cref="PixelStatistics.Percentiles"/>, to the precision of the histogram.</summary>
    public (float Low, float High) Percentiles(double share) =>
        (ValueAt((long)(share * (total - 1))), ValueAt((long)Math.Ceiling((1 - share) * (total - 1))));

    /// <summary>Mean and deviation of the values limited to [least, most].</summary>
    public (double Mean, double Deviation) Spread(float least, float most)
    {
        double sum = 0;
        double squares = 0;
        for (var bin = 0; bin < counts.Length; bin++)
        {
            if (counts[bin] > 0)
            {
                var value = (double)Math.Clamp(ValueOf(bin), least, most);
                sum += counts[bin] * value;
                squares += counts[bin] * value * value;
            }
        }

        return PixelStatistics.OfSums(total, sum, squares);
    }

    float ValueAt(long rank)
    {
        var bin = 0;
        while (rank >= counts[bin])
        {
            rank -= counts[bin++];
        }

        return ValueOf(bin);
    }

    /// <summary>The end of the bin that is nearer to zero, which whole numbers have.</summary>
    static float ValueOf(int bin)
    {
        var bits = (uint)bin << DroppedBits;
        return PixelStatistics.FromSortable(bits >= 0x80000000 ? bits : bits | ((1u << DroppedBits) - 1));
    }
}
