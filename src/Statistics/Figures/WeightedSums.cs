using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Studio.Statistics;

/// <summary>
/// Sums of columns in which each row counts as often as a weight says. In lanes of four, without fused steps and in one
/// order: the sums have the same bits on every machine.
/// </summary>
static class WeightedSums
{
    const int Step = 16;

    /// <summary>A double of this exponent holds a whole number in its lowest bits (2^52 + weight).</summary>
    const ulong WholeNumber = 0x4330000000000000;

    /// <summary>Of two columns at once, as turning weights into numbers is half of the work.</summary>
    /// <param name="weights">[rows].</param>
    /// <param name="first">[rows], finite.</param>
    /// <param name="second">[rows], finite.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // Run millions of times from the first comparison on; nobody waits for it to be found hot.
    public static (double First, double Second) Of(ReadOnlySpan<byte> weights, ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(first.Length, weights.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(second.Length, weights.Length);
        ref var weight = ref MemoryMarshal.GetReference(weights);
        ref var one = ref MemoryMarshal.GetReference(first);
        ref var other = ref MemoryMarshal.GetReference(second);
        var (firstSum, secondSum) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var whole = weights.Length / Step * Step;
        for (nuint row = 0; row < (nuint)whole; row += Step)
        {
            var words = Vector256.WidenLower(Vector128.LoadUnsafe(ref weight, row).ToVector256Unsafe());
            var (lower, upper) = Vector256.Widen(words);
            var (a, b) = Vector256.Widen(lower);
            var (c, d) = Vector256.Widen(upper);
            var (p, q, r, s) = (Number(a), Number(b), Number(c), Number(d));
            firstSum += (p * Vector256.LoadUnsafe(ref one, row)) + (q * Vector256.LoadUnsafe(ref one, row + 4))
                + ((r * Vector256.LoadUnsafe(ref one, row + 8)) + (s * Vector256.LoadUnsafe(ref one, row + 12)));
            secondSum += (p * Vector256.LoadUnsafe(ref other, row)) + (q * Vector256.LoadUnsafe(ref other, row + 4))
                + ((r * Vector256.LoadUnsafe(ref other, row + 8)) + (s * Vector256.LoadUnsafe(ref other, row + 12)));
        }

        var (firstTotal, secondTotal) = (firstSum[0] + firstSum[1] + firstSum[2] + firstSum[3], secondSum[0] + secondSum[1] + secondSum[2] + secondSum[3]);
        for (var row = whole; row < weights.Length; row++)
        {
            firstTotal += weights[row] * first[row];
            secondTotal += weights[row] * second[row];
        }

        return (firstTotal, secondTotal);
    }

    static Vector256<double> Number(Vector256<ulong> weights) =>
        (weights | Vector256.Create(WholeNumber)).AsDouble() - Vector256.Create((double)(1L << 52));
}
