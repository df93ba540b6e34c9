using System.Runtime.InteropServices;

namespace Studio.Imaging.Similarity;

/// <summary>Brightness of a picture, for comparing it with others; of no unit, because a monotone change of all values means nothing there.</summary>
/// <param name="Values">[rows, columns].</param>
public sealed record GreyPicture(int Rows, int Columns, float[] Values)
{
    private const float Red = 0.299f;
    private const float Green = 0.587f;
    private const float Blue = 0.114f;

    /// <summary>Grey as stored, colour as luminance (ITU-R BT.601).</summary>
    /// <exception cref="ArgumentException">Neither one nor three samples per pixel.</exception>
    public static GreyPicture Of(RasterImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var values = new float[image.Rows * image.Columns];
        if (image.SamplesPerPixel == 3 && image.BytesPerSample == 1)
        {
            ReadOnlySpan<byte> samples = image.Samples;
            for (int pixel = 0; pixel < values.Length; pixel++)
            {
                values[pixel] = (Red * samples[3 * pixel]) + (Green * samples[(3 * pixel) + 1]) + (Blue * samples[(3 * pixel) + 2]);
            }

            return new GreyPicture(image.Rows, image.Columns, values);
        }

        if (image.SamplesPerPixel != 1)
        {
            throw new ArgumentException($"A picture of {image.SamplesPerPixel} samples per pixel has no brightness.", nameof(image));
        }

        switch (image.BytesPerSample, image.IsSigned)
        {
            case (1, false):
                Copy<byte>(image.Samples, values);
                break;
            case (1, true):
                Copy(MemoryMarshal.Cast<byte, sbyte>(image.Samples), values);
                break;
            case (_, false):
                Copy(MemoryMarshal.Cast<byte, ushort>(image.Samples), values);
                break;
            default:
                Copy(MemoryMarshal.Cast<byte, short>(image.Samples), values);
                break;
        }

        return new GreyPicture(image.Rows, image.Columns, values);
    }

    /// <summary>Stretched to a square; each new pixel is the mean of the area it covers, of pixels that it covers partly their share.</summary>
    public GreyPicture ToSquare(int side)
    {
        float[] narrow = Resize(Values, Rows, Columns, side, alongRows: false);
        return new GreyPicture(side, side, Resize(narrow, Rows, side, side, alongRows: true));
    }

    /// <summary>
    /// Each value by its place among all, equal values sharing the mean of their places; mean 0 and standard deviation 1. A
    /// picture shown through another window keeps its ranks. A picture of one value alone becomes zero.
    /// </summary>
    public GreyPicture ToRanks()
    {
        var order = new int[Values.Length];
        for (int place = 0; place < order.Length; place++)
        {
            order[place] = place;
        }

        var sorted = (float[])Values.Clone();
        Array.Sort(sorted, order);
        var ranks = new float[Values.Length];
        double squares = 0;
        double middle = (Values.Length - 1) / 2.0;
        for (int first = 0; first < sorted.Length;)
        {
            int end = first + 1;
            while (end < sorted.Length && sorted[end] == sorted[first])
            {
                end++;
            }

            double rank = ((first + end - 1) / 2.0) - middle;
            squares += (end - first) * rank * rank;
            for (int place = first; place < end; place++)
            {
                ranks[order[place]] = (float)rank;
            }

            first = end;
        }

        float scale = squares > 0 ? (float)(1 / Math.Sqrt(squares / ranks.Length)) : 0;
        for (int place = 0; place < ranks.Length; place++)
        {
            ranks[place] *= scale;
        }

        return new GreyPicture(Rows, Columns, ranks);
    }

    /// <summary>Mirrored copies: left and right, top and bottom, rows and columns exchanged.</summary>
    public GreyPicture Turned(Orientation orientation)
    {
        bool transposed = orientation.HasFlag(Orientation.Transposed);
        (int rows, int columns) = transposed ? (Columns, Rows) : (Rows, Columns);
        var values = new float[Values.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                int y = orientation.HasFlag(Orientation.MirroredRows) ? rows - 1 - row : row;
                int x = orientation.HasFlag(Orientation.MirroredColumns) ? columns - 1 - column : column;
                values[(row * columns) + column] = transposed ? Values[(x * Columns) + y] : Values[(y * Columns) + x];
            }
        }

        return new GreyPicture(rows, columns, values);
    }

    private static void Copy<T>(ReadOnlySpan<T> stored, float[] values)
        where T : System.Numerics.IBinaryInteger<T>
    {
        for (int pixel = 0; pixel < values.Length; pixel++)
        {
            values[pixel] = float.CreateTruncating(stored[pixel]);
        }
    }

    private static float[] Resize(float[] source, int rows, int columns, int side, bool alongRows)
    {
        int length = alongRows ? rows : columns;
        int lines = alongRows ? columns : rows;
        var result = new float[lines * side];
        double step = (double)length / side;
        for (int target = 0; target < side; target++)
        {
            (double begin, double end) = (target * step, (target + 1) * step);
            int last = Math.Min(length, (int)Math.Ceiling(end));
            for (int place = (int)begin; place < last; place++)
            {
                float share = (float)((Math.Min(end, place + 1) - Math.Max(begin, place)) / step);
                for (int line = 0; line < lines; line++)
                {
                    result[alongRows ? (target * lines) + line : (line * side) + target] +=
                        share * source[alongRows ? (place * columns) + line : (line * columns) + place];
                }
            }
        }

        return result;
    }
}

/// <summary>How one picture lies against another. Mirroring comes after the exchange of rows and columns.</summary>
[Flags]
public enum Orientation
{
    Same = 0,
    MirroredColumns = 1,
    MirroredRows = 2,
    Transposed = 4,
}
