using System.Runtime.Intrinsics;

namespace Studio.Training.Data;

/// <summary>
/// Separable resampling with a triangle filter whose support grows with the reduction: bilinear when enlarging,
/// area-weighted when reducing, so that fine structures do not alias. Pixel centres lie at half-integers.
/// </summary>
static class PlaneResampler
{
    /// <summary>Contributions of source positions to one target position.</summary>
    readonly record struct Taps(int First, float[] Weights);

    /// <param name="source">[rows, columns].</param>
    /// <returns>[height, width]; the source itself where nothing changes.</returns>
    public static float[] Resize(float[] source, int rows, int columns, int height, int width)
    {
        if (rows == height && columns == width)
        {
            return source;
        }

        // Rows first: whole lines are added up at once, and fewer of them are left to narrow.
        var lowered = rows == height ? source : ResizeRows(source, columns, MakeTaps(rows, height));
        return columns == width ? lowered : ResizeColumns(lowered, columns, MakeTaps(columns, width));
    }

    static float[] ResizeRows(float[] source, int columns, Taps[] taps)
    {
        var result = new float[taps.Length * columns];
        for (var y = 0; y < taps.Length; y++)
        {
            var target = result.AsSpan(y * columns, columns);
            for (var tap = 0; tap < taps[y].Weights.Length; tap++)
            {
                AddScaled(source.AsSpan((taps[y].First + tap) * columns, columns), taps[y].Weights[tap], target);
            }
        }

        return result;
    }

    static float[] ResizeColumns(float[] source, int columns, Taps[] taps)
    {
        var rows = source.Length / columns;
        var result = GC.AllocateUninitializedArray<float>(rows * taps.Length);
        for (var row = 0; row < rows; row++)
        {
            var line = source.AsSpan(row * columns, columns);
            var target = result.AsSpan(row * taps.Length, taps.Length);
            for (var x = 0; x < taps.Length; x++)
            {
                target[x] = Apply(line, taps[x]);
            }
        }

        return result;
    }

    /// <summary>target += weight · line.</summary>
    static void AddScaled(ReadOnlySpan<float> line, float weight, Span<float> target)
    {
        var factor = Vector256.Create(weight);
        var x = 0;
        for (; x <= line.Length - Vector256<float>.Count; x += Vector256<float>.Count)
        {
            (Vector256.Create(target[x..]) + (factor * Vector256.Create(line[x..]))).CopyTo(target[x..]);
        }

        for (; x < line.Length; x++)
        {
            target[x] += weight * line[x];
        }
    }

    /// <summary>Masks: the source pixel whose area holds the centre of the target pixel.</summary>
    public static byte[] ResizeNearest(ReadOnlySpan<byte> source, int rows, int columns, int height, int width)
    {
        var result = new byte[height * width];
        for (var y = 0; y < height; y++)
        {
            var line = source.Slice((int)(((2L * y) + 1) * rows / (2 * height)) * columns, columns);
            for (var x = 0; x < width; x++)
            {
                result[(y * width) + x] = line[(int)(((2L * x) + 1) * columns / (2 * width))];
            }
        }

        return result;
    }

    static float Apply(ReadOnlySpan<float> line, Taps taps)
    {
        float sum = 0;
        for (var tap = 0; tap < taps.Weights.Length; tap++)
        {
            sum += taps.Weights[tap] * line[taps.First + tap];
        }

        return sum;
    }

    static Taps[] MakeTaps(int sourceLength, int targetLength)
    {
        var scale = (double)sourceLength / targetLength;
        var support = Math.Max(1, scale);
        var taps = new Taps[targetLength];
        for (var target = 0; target < targetLength; target++)
        {
            var centre = (target + 0.5) * scale;
            var first = Math.Max(0, (int)Math.Floor(centre - support));
            var last = Math.Min(sourceLength - 1, (int)Math.Ceiling(centre + support) - 1);
            var weights = new double[last - first + 1];
            for (var tap = 0; tap < weights.Length; tap++)
            {
                weights[tap] = Math.Max(0, 1 - (Math.Abs(first + tap + 0.5 - centre) / support));
            }

            var total = weights.Sum();
            taps[target] = new Taps(first, [.. weights.Select(weight => (float)(weight / total))]);
        }

        return taps;
    }
}
