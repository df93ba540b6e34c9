using System.Numerics;
using System.Runtime.InteropServices;

namespace Studio.Imaging.Similarity;

/// <summary>Sum of products of two rows of numbers, several at a time.</summary>
internal static class Product
{
    /// <param name="right">As long as the other.</param>
    public static float Of(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        ReadOnlySpan<Vector<float>> wideLeft = MemoryMarshal.Cast<float, Vector<float>>(left);
        ReadOnlySpan<Vector<float>> wideRight = MemoryMarshal.Cast<float, Vector<float>>(right);
        Vector<float> sums = Vector<float>.Zero;
        for (int place = 0; place < wideLeft.Length; place++)
        {
            sums += wideLeft[place] * wideRight[place];
        }

        float sum = Vector.Sum(sums);
        for (int place = wideLeft.Length * Vector<float>.Count; place < left.Length; place++)
        {
            sum += left[place] * right[place];
        }

        return sum;
    }
}
