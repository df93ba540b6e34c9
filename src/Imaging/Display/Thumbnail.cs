using System.Runtime.InteropServices;
using Studio.Imaging.Formats.Png;

namespace Studio.Imaging.Display;

/// <summary>Small 8-bit previews.</summary>
public static class Thumbnail
{
    /// <summary>Longest side of the previews that are stored with every image, in pixels.</summary>
    public const int StoredSide = 320;

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
        var lines = new uint[frame.Columns * channels];
        var prefix = new uint[lines.Length + channels];
        for (int row = 0; row < rows; row++)
        {
            int top = Bound(row, frame.Rows, rows);
            int bottom = Bound(row + 1, frame.Rows, rows);
            Array.Clear(lines);
            for (int y = top; y < bottom; y++)
            {
                AddRow(frame, y, lut, lines);
            }

            // The difference of two of these is the sum of a block, also where they have wrapped around.
            for (int i = 0; i < lines.Length; i++)
            {
                prefix[i + channels] = prefix[i] + lines[i];
            }

            Divide(prefix, frame.Columns, columns, channels, bottom - top, samples.AsSpan(row * columns * channels, columns * channels));
        }

        return new RasterImage(new RasterLayout(rows, columns, channels, 1, 8), samples);
    }

    /// <summary>First source index of block <paramref name="target"/>.</summary>
    private static int Bound(int target, int sourceSize, int targetSize) => (int)((long)target * sourceSize / targetSize);

    private static void AddRow(RasterImage frame, int y, ReadOnlySpan<byte> lut, uint[] lines)
    {
        int rowBytes = lines.Length * frame.BytesPerSample;
        ReadOnlySpan<byte> row = frame.Samples.AsSpan(y * rowBytes, rowBytes);
        if (frame.BytesPerSample == 2)
        {
            ReadOnlySpan<ushort> words = MemoryMarshal.Cast<byte, ushort>(row);
            for (int i = 0; i < words.Length && i < lines.Length; i++)
            {
                lines[i] += lut[words[i]];
            }

            return;
        }

        for (int i = 0; i < row.Length && i < lines.Length; i++)
        {
            lines[i] += lut[row[i]];
        }
    }

    private static void Divide(uint[] prefix, int sourceColumns, int columns, int channels, int blockRows, Span<byte> target)
    {
        for (int column = 0; column < columns; column++)
        {
            int start = Bound(column, sourceColumns, columns);
            int end = Bound(column + 1, sourceColumns, columns);
            uint count = (uint)(blockRows * (end - start));
            for (int channel = 0; channel < channels; channel++)
            {
                uint sum = prefix[(end * channels) + channel] - prefix[(start * channels) + channel];
                target[(column * channels) + channel] = (byte)((sum + (count / 2)) / count);
            }
        }
    }
}
