namespace Studio.Imaging.Labelmaps;

/// <summary>How far two labels of one picture agree; of a volume over the pixels of all slices that were added.</summary>
public sealed class LabelOverlap
{
    private readonly long[] common = new long[byte.MaxValue + 1];
    private readonly long[] inOne = new long[byte.MaxValue + 1];
    private readonly long[] inOther = new long[byte.MaxValue + 1];

    /// <inheritdoc cref="Dice()"/>
    /// <param name="one">Class indices, one byte per pixel.</param>
    /// <param name="other">Of the same length.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static IReadOnlyDictionary<int, double> Dice(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        var overlap = new LabelOverlap();
        overlap.Add(one, other);
        return overlap.Dice();
    }

    /// <param name="one">Class indices, one byte per pixel.</param>
    /// <param name="other">Of the same length.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public void Add(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        if (one.Length != other.Length)
        {
            throw new ArgumentException($"Labels of {one.Length} and {other.Length} pixels cannot be compared.", nameof(other));
        }

        for (int pixel = 0; pixel < one.Length; pixel++)
        {
            inOne[one[pixel]]++;
            inOther[other[pixel]]++;
            if (one[pixel] == other[pixel])
            {
                common[one[pixel]]++;
            }
        }
    }

    /// <summary>Pixels of a class that both labels have, only the one, and only the other.</summary>
    public (long Both, long OnlyOne, long OnlyOther) Count(byte index) =>
        (common[index], inOne[index] - common[index], inOther[index] - common[index]);

    /// <summary>Dice of every class that one of two labels holds: 2·|A∩B| / (|A| + |B|), from 0 to 1 (Dice 1945).</summary>
    /// <returns>In ascending order of class, without background; a class that both lack has no Dice and is missing.</returns>
    public IReadOnlyDictionary<int, double> Dice()
    {
        var dice = new SortedDictionary<int, double>();
        for (int index = 1; index < common.Length; index++)
        {
            long sum = inOne[index] + inOther[index];
            if (sum > 0)
            {
                dice[index] = 2.0 * common[index] / sum;
            }
        }

        return dice;
    }
}
