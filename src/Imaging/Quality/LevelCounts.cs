namespace Studio.Imaging.Quality;

/// <summary>How many pixels have each level; everything that does not ask where a pixel lies is read off it.</summary>
internal sealed class LevelCounts
{
    private readonly int[] counts;
    private readonly int total;

    public LevelCounts(ReadOnlySpan<ushort> levels)
    {
        (ushort low, ushort high) = (ushort.MaxValue, ushort.MinValue);
        foreach (ushort level in levels)
        {
            low = Math.Min(low, level);
            high = Math.Max(high, level);
        }

        // Two of them, because neighbouring pixels often have the same level and would wait for each other.
        counts = new int[high - low + 1];
        var odd = new int[counts.Length];
        int place = 0;
        for (; place + 1 < levels.Length; place += 2)
        {
            counts[levels[place] - low]++;
            odd[levels[place + 1] - low]++;
        }

        if (place < levels.Length)
        {
            counts[levels[place] - low]++;
        }

        double sum = 0;
        double squares = 0;
        for (int bin = 0; bin < counts.Length; bin++)
        {
            counts[bin] += odd[bin];
            sum += (double)counts[bin] * bin;
            squares += (double)counts[bin] * bin * bin;
        }

        total = levels.Length;
        double mean = sum / total;
        (Low, High) = (low, high);
        Mean = low + mean;
        Variance = Math.Max(0, (squares / total) - (mean * mean));
    }

    public int Low { get; }

    public int High { get; }

    public double Mean { get; }

    /// <summary>Mean squared distance from the mean.</summary>
    public double Variance { get; }

    /// <summary>Pixels of levels from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    public int Between(int first, int last)
    {
        int sum = 0;
        for (int level = Math.Max(first, Low); level <= Math.Min(last, High); level++)
        {
            sum += counts[level - Low];
        }

        return sum;
    }

    /// <summary>Share of the levels from <paramref name="first"/> to <paramref name="last"/>, both present, that no pixel has.</summary>
    public double Unused(int first, int last) => (double)counts.AsSpan(first - Low, last - first + 1).Count(0) / (last - first + 1);

    /// <summary>Smallest level with at least <paramref name="percent"/> of the pixels at or below it.</summary>
    public int Percentile(double percent)
    {
        long rank = Math.Max(1, (long)Math.Ceiling(percent / 100 * total));
        long seen = 0;
        for (int bin = 0; bin < counts.Length; bin++)
        {
            seen += counts[bin];
            if (seen >= rank)
            {
                return Low + bin;
            }
        }

        return High;
    }
}
