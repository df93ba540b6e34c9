namespace Studio.Imaging.Labelmaps;

/// <summary>How far two labels of one picture agree.</summary>
public static class LabelOverlap
{
    /// <summary>Dice of every class that one of two labels holds: 2·|A∩B| / (|A| + |B|), from 0 to 1 (Dice 1945).</summary>
    /// <param name="one">Class indices, one byte per pixel.</param>
    /// <param name="other">Of the same length.</param>
    /// <returns>In ascending order of class, without background; a class that both lack has no Dice and is missing.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static IReadOnlyDictionary<int, double> Dice(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        if (one.Length != other.Length)
        {
            throw new ArgumentException($"Labels of {one.Length} and {other.Length} pixels cannot be compared.", nameof(other));
        }

        Span<long> common = stackalloc long[256];
        common.Clear();
        for (int pixel = 0; pixel < one.Length; pixel++)
        {
            if (one[pixel] == other[pixel])
            {
                common[one[pixel]]++;
            }
        }

        long[] ofOne = Labelmap.CountPixels(one), ofOther = Labelmap.CountPixels(other);
        var dice = new SortedDictionary<int, double>();
        for (int index = 1; index < common.Length; index++)
        {
            long sum = ofOne[index] + ofOther[index];
            if (sum > 0)
            {
                dice[index] = 2.0 * common[index] / sum;
            }
        }

        return dice;
    }
}
