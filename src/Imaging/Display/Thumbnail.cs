using System.Runtime.InteropServices;
using Studio.Imaging.Formats.Png;

namespace Studio.Imaging.Display;

/// <summary>Small 8-bit previews.</summary>
public static class Thumbnail
{
    /// <summary>Windows a frame with its default window, averages it down and packs it as PNG.</summary>
    /// <param name="maxSide">Longest side of the result in pixels; smaller frames keep their size.</param>
    /// <returns>A PNG file, grey or RGB with 8 bits.</returns>
    public static byte[] Render(RasterImage frame, ImageFacts facts, int maxSide) =>
        PngWriter.Write(Shrink(frame, DisplayLut.Build(facts, DefaultWindow.Of(facts)), maxSide));

    /// <summary>Each pixel of the result is the mean of a block of the frame; blocks tile the frame.</summary>
    /// <param name="lut">See <see cref="DisplayLut.Build"/>.</param>
    public static RasterImage Shrink(RasterImage frame, ReadOnlySpan<byte> lut, int maxSide)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSide, 1);
        double scale = Math.Min(1, (double)maxSide / Math.Max(frame.Rows, frame.Columns));
        int rows = Math.Max(1, (int)Math.Round(frame.Rows * scale));
        int columns = Math.Max(1, (int)Math.Round(frame.Columns * scale));
        int channels = frame.SamplesPerPixel;
        var samples = new byte[rows * columns * channels];
        var sums = new int[columns * channels];
        for (int row = 0; row < rows; row++)
        {
            int top = Bound(row, frame.Rows, rows);
            int bottom = Bound(row + 1, frame.Rows, rows);
            Array.Clear(sums);
            for (int y = top; y < bottom; y++)
            {
                AddRow(frame, y, lut, sums, columns);
            }

            Divide(sums, frame.Columns, columns, channels, bottom - top, samples.AsSpan(row * sums.Length, sums.Length));
        }

        return new RasterImage(new RasterLayout(rows, columns, channels, 1, 8), samples);
    }

    /// <summary>First source index of block <paramref name="target"/>.</summary>
    private static int Bound(int target, int sourceSize, int targetSize) => (int)((long)target * sourceSize / targetSize);

    private static void AddRow(RasterImage frame, int y, ReadOnlySpan<byte> lut, int[] sums, int columns)
    {
        int channels = frame.SamplesPerPixel;
        int rowSamples = frame.Columns * channels;
        ReadOnlySpan<byte> bytes = frame.Samples;
        ReadOnlySpan<ushort> words = MemoryMarshal.Cast<byte, ushort>(bytes);
        bool isWide = frame.BytesPerSample == 2;
        int source = y * rowSamples;
        for (int column = 0; column < columns; column++)
        {
            int end = (y * rowSamples) + (Bound(column + 1, frame.Columns, columns) * channels);
            for (; source < end; source += channels)
            {
                for (int channel = 0; channel < channels; channel++)
                {
                    int raw = isWide ? words[source + channel] : bytes[source + channel];
                    sums[(column * channels) + channel] += lut[raw];
                }
            }
        }
    }

    private static void Divide(int[] sums, int sourceColumns, int columns, int channels, int blockRows, Span<byte> target)
    {
        for (int column = 0; column < columns; column++)
        {
            int blockColumns = Bound(column + 1, sourceColumns, columns) - Bound(column, sourceColumns, columns);
            int count = blockRows * blockColumns;
            for (int channel = 0; channel < channels; channel++)
            {
                int index = (column * channels) + channel;
                target[index] = (byte)((sums[index] + (count / 2)) / count);
            }
        }
    }
}
