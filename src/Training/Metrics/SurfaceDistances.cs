using System.Buffers;
using Studio.Statistics;

namespace Studio.Training.Metrics;

/// <summary>How far the edge of an answered mask lies from that of the labelled one, in the unit of the spacing.</summary>
/// <param name="Hd95">95th percentile of the distances from each edge to the other, see <see cref="SurfaceDistances"/>.</param>
/// <param name="Assd">Average symmetric surface distance.</param>
readonly record struct EdgeDistances(double Hd95, double Assd);

/// <summary>
/// Distances between the surfaces of two masks of one image. The surface of a mask are its pixels that have one of their four
/// neighbours outside the mask, beyond the edge of the image counting as outside; a distance is that between the centres of two
/// pixels. Slices of a volume are compared each by itself.
/// </summary>
/// <remarks>
/// HD95: all distances from either surface to the other in one row, their 95th percentile, linearly interpolated (as MedPy's
/// <c>hd95</c>; other programs take the larger of two percentiles). ASSD: the mean of the same row, so that each surface pixel
/// counts alike (Heimann et al., "Comparison and evaluation of methods for liver segmentation from CT datasets", IEEE TMI 28,
/// 2009, equation 5; MedPy takes the mean of the two means).
/// </remarks>
static class SurfaceDistances
{
    const double Share = 0.95;

    /// <param name="truth">[rows, columns] class indices.</param>
    /// <param name="answer">Same size.</param>
    /// <param name="extent">Holds the class in both; nothing outside is looked at.</param>
    /// <returns>Null where one of the two does not hold the class.</returns>
    public static EdgeDistances? Of(
        ReadOnlySpan<byte> truth, ReadOnlySpan<byte> answer, int columns, byte index, ClassExtent extent, GridSpacing spacing)
    {
        if (extent.IsEmpty)
        {
            return null;
        }

        var size = extent.Rows * extent.Columns;
        var (first, second) = (ArrayPool<byte>.Shared.Rent(size), ArrayPool<byte>.Shared.Rent(size));
        var squared = ArrayPool<double>.Shared.Rent(size);
        try
        {
            var ofTruth = first.AsSpan(0, size);
            var ofAnswer = second.AsSpan(0, size);
            var count = Mark(truth, columns, index, extent, ofTruth);
            var answered = Mark(answer, columns, index, extent, ofAnswer);
            if (count == 0 || answered == 0)
            {
                return null;
            }

            var distances = new double[count + answered];
            Read(ofTruth, ofAnswer, extent, spacing, squared.AsSpan(0, size), distances.AsSpan(0, answered));
            Read(ofAnswer, ofTruth, extent, spacing, squared.AsSpan(0, size), distances.AsSpan(answered));
            Array.Sort(distances);
            return new EdgeDistances(Quantile.Of(distances, Share), distances.Average());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(first);
            ArrayPool<byte>.Shared.Return(second);
            ArrayPool<double>.Shared.Return(squared);
        }
    }

    /// <summary>Marks the surface with 1 within the extent, row by row; answers how many pixels it has.</summary>
    static int Mark(ReadOnlySpan<byte> mask, int columns, byte index, ClassExtent extent, Span<byte> surface)
    {
        surface.Clear();
        var rows = mask.Length / columns;
        var count = 0;
        for (var row = extent.Top; row <= extent.Bottom; row++)
        {
            var line = mask.Slice(row * columns, columns);
            var above = row > 0 ? mask.Slice((row - 1) * columns, columns) : default;
            var below = row < rows - 1 ? mask.Slice((row + 1) * columns, columns) : default;
            var target = surface.Slice((row - extent.Top) * extent.Columns, extent.Columns);
            for (var column = extent.Left; column <= extent.Right; column++)
            {
                if (line[column] == index
                    && (above.IsEmpty || below.IsEmpty || column == 0 || column == columns - 1
                        || line[column - 1] != index || line[column + 1] != index || above[column] != index || below[column] != index))
                {
                    target[column - extent.Left] = 1;
                    count++;
                }
            }
        }

        return count;
    }

    /// <summary>The distance of each pixel of one surface to the other surface.</summary>
    static void Read(
        ReadOnlySpan<byte> to, ReadOnlySpan<byte> from, ClassExtent extent, GridSpacing spacing, Span<double> squared, Span<double> distances)
    {
        DistanceTransform.Squared(to, 1, extent.Rows, extent.Columns, spacing, squared);
        var next = 0;
        for (var place = 0; place < from.Length; place++)
        {
            if (from[place] != 0)
            {
                distances[next++] = Math.Sqrt(squared[place]);
            }
        }
    }
}
