using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Studio.Training.Data;

/// <summary>Statistics over the pixels of one or more planes together.</summary>
static class PixelStatistics
{
    /// <summary>Mean and standard deviation (of the whole, not of a sample) of the values, each first limited to [least, most].</summary>
    public static (double Mean, double Deviation) Spread(
        IReadOnlyList<float[]> planes, float least = float.NegativeInfinity, float most = float.PositiveInfinity)
    {
        double sum = 0;
        double squares = 0;
        long count = 0;
        foreach (var plane in planes)
        {
            var (planeSum, planeSquares) = Sums(plane, least, most);
            sum += planeSum;
            squares += planeSquares;
            count += plane.Length;
        }

        return OfSums(count, sum, squares);
    }

    public static (double Mean, double Deviation) OfSums(long count, double sum, double squares)
    {
        var mean = sum / count;
        return (mean, Math.Sqrt(Math.Max(0, (squares / count) - (mean * mean))));
    }

    /// <summary>Σ v and Σ v² in double precision. The width is fixed, so that every machine adds in the same order.</summary>
    public static (double Sum, double Squares) Sums(
        ReadOnlySpan<float> values, float least = float.NegativeInfinity, float most = float.PositiveInfinity)
    {
        var (low, high) = (Vector256.Create(least), Vector256.Create(most));
        var sums = Vector256<double>.Zero;
        var squares = Vector256<double>.Zero;
        var index = 0;
        for (; index <= values.Length - Vector256<float>.Count; index += Vector256<float>.Count)
        {
            var limited = Vector256.Max(Vector256.Min(Vector256.Create(values[index..]), high), low);
            var (lower, upper) = Vector256.Widen(limited);
            sums += lower + upper;
            squares += (lower * lower) + (upper * upper);
        }

        var (sum, square) = (Vector256.Sum(sums), Vector256.Sum(squares));
        for (; index < values.Length; index++)
        {
            var value = (double)Math.Clamp(values[index], least, most);
            sum += value;
            square += value * value;
        }

        return (sum, square);
    }

    /// <summary>The smallest value.</summary>
    public static float Least(ReadOnlySpan<float> values)
    {
        var least = Vector256.Create(values[0]);
        var index = 0;
        for (; index <= values.Length - Vector256<float>.Count; index += Vector256<float>.Count)
        {
            least = Vector256.Min(least, Vector256.Create(values[index..]));
        }

        var result = values[0];
        for (var lane = 0; lane < Vector256<float>.Count; lane++)
        {
            result = Math.Min(result, least[lane]);
        }

        for (; index < values.Length; index++)
        {
            result = Math.Min(result, values[index]);
        }

        return result;
    }

    /// <summary>
    /// The values below which the share lies, and above which it lies: of n sorted values those at ⌊share · (n - 1)⌋ and
    /// ⌈(1 - share) · (n - 1)⌉. Exact, without sorting: values are counted by their upper 16 bits, and only those that share
    /// them with the wanted one are sorted.
    /// </summary>
    public static (float Low, float High) Percentiles(IReadOnlyList<float[]> planes, double share)
    {
        var counts = new int[1 << 16];
        long total = 0;
        foreach (var plane in planes)
        {
            foreach (var value in plane)
            {
                counts[Sortable(value) >> 16]++;
            }

            total += plane.Length;
        }

        var low = (long)(share * (total - 1));
        var high = (long)Math.Ceiling((1 - share) * (total - 1));
        return (Select(planes, counts, low), Select(planes, counts, high));
    }

    /// <summary>Bits of a number in the order of the numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Sortable(float value)
    {
        var bits = BitConverter.SingleToInt32Bits(value);
        return (uint)(bits ^ ((bits >> 31) | int.MinValue));
    }

    /// <summary>The number that <see cref="Sortable"/> made the bits of.</summary>
    public static float FromSortable(uint bits)
    {
        var stored = (int)bits;
        return BitConverter.Int32BitsToSingle(stored < 0 ? stored ^ int.MinValue : ~stored);
    }

    static float Select(IReadOnlyList<float[]> planes, int[] counts, long rank)
    {
        uint bin = 0;
        while (rank >= counts[bin])
        {
            rank -= counts[bin++];
        }

        var values = new List<float>(counts[bin]);
        foreach (var plane in planes)
        {
            foreach (var value in plane)
            {
                if (Sortable(value) >> 16 == bin)
                {
                    values.Add(value);
                }
            }
        }

        values.Sort();
        return values[(int)rank];
    }
}
