using System.Buffers;

namespace Studio.Training.Metrics;

/// <summary>How far apart the centres of neighbours are along each axis: millimetres, or 1 where that is not known.</summary>
readonly record struct GridSpacing(double Slice, double Row, double Column)
{
    public static GridSpacing Pixels { get; } = new(1, 1, 1);
}

/// <summary>
/// Exact Euclidean distance of every place of a grid to the nearest of some places, in time proportional to the grid: the lower
/// envelope of parabolas, one axis after the other (Felzenszwalb and Huttenlocher, "Distance transforms of sampled functions",
/// Theory of Computing 8, 2012).
/// </summary>
static class DistanceTransform
{
    /// <param name="sites">[slices, rows, columns]; not 0: distances are measured to here.</param>
    /// <param name="squared">[slices, rows, columns]; gets the squared distances, infinite everywhere where there is no site.</param>
    /// <exception cref="ArgumentException">A length does not fit the grid, or a spacing is not above 0.</exception>
    public static void Squared(ReadOnlySpan<byte> sites, int slices, int rows, int columns, GridSpacing spacing, Span<double> squared)
    {
        var count = slices * rows * columns;
        if (sites.Length != count || squared.Length != count)
        {
            throw new ArgumentException($"{sites.Length} sites and {squared.Length} distances do not fit a grid of {slices}×{rows}×{columns}.");
        }

        if (!(spacing is { Slice: > 0, Row: > 0, Column: > 0 }))
        {
            throw new ArgumentException($"A spacing of {spacing.Slice}×{spacing.Row}×{spacing.Column} has no distances.", nameof(spacing));
        }

        for (var place = 0; place < count; place++)
        {
            squared[place] = sites[place] == 0 ? double.PositiveInfinity : 0;
        }

        var envelope = new Envelope(Math.Max(slices, Math.Max(rows, columns)));
        for (var line = 0; line < rows * columns && slices > 1; line++)
        {
            envelope.Transform(squared, line, rows * columns, slices, spacing.Slice * spacing.Slice);
        }

        for (var line = 0; line < slices * columns && rows > 1; line++)
        {
            envelope.Transform(squared, (line / columns * rows * columns) + (line % columns), columns, rows, spacing.Row * spacing.Row);
        }

        for (var line = 0; line < slices * rows && columns > 1; line++)
        {
            envelope.Transform(squared, line * columns, 1, columns, spacing.Column * spacing.Column);
        }

        envelope.Return();
    }

    /// <summary>What one line needs: the parabolas of the envelope, where each begins to be the lowest, and their heights.</summary>
    readonly ref struct Envelope(int longest)
    {
        readonly int[] apexes = ArrayPool<int>.Shared.Rent(longest);
        readonly double[] begins = ArrayPool<double>.Shared.Rent(longest);
        readonly double[] heights = ArrayPool<double>.Shared.Rent(longest);

        /// <summary>d(p) = min over q of (p - q)² · unit + f(q), in place.</summary>
        /// <param name="unit">Squared distance of two neighbours.</param>
        public void Transform(Span<double> values, int start, int stride, int count, double unit)
        {
            var last = -1;
            for (var apex = 0; apex < count; apex++)
            {
                var height = values[start + (apex * stride)];
                if (double.IsPositiveInfinity(height))
                {
                    continue;
                }

                var begin = double.NegativeInfinity;
                while (last >= 0 && (begin = Meeting(apexes[last], heights[last], apex, height, unit)) <= begins[last])
                {
                    last--;
                }

                last++;
                apexes[last] = apex;
                heights[last] = height;
                begins[last] = last == 0 ? double.NegativeInfinity : begin;
            }

            if (last < 0)
            {
                return;
            }

            var lowest = 0;
            for (var place = 0; place < count; place++)
            {
                while (lowest < last && begins[lowest + 1] < place)
                {
                    lowest++;
                }

                double away = place - apexes[lowest];
                values[start + (place * stride)] = (away * away * unit) + heights[lowest];
            }
        }

        public void Return()
        {
            ArrayPool<int>.Shared.Return(apexes);
            ArrayPool<double>.Shared.Return(begins);
            ArrayPool<double>.Shared.Return(heights);
        }

        /// <summary>Where the parabola of the later apex becomes the lower one.</summary>
        static double Meeting(int first, double firstHeight, int second, double secondHeight, double unit) =>
            (((secondHeight - firstHeight) / unit) + ((double)second * second) - ((double)first * first)) / (2.0 * (second - first));
    }
}
