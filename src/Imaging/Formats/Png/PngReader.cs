using System.IO.Compression;

namespace Studio.Imaging.Formats.Png;

/// <summary>Reads PNG files of every colour type, bit depth and interlace method (W3C PNG, third edition).</summary>
internal static class PngReader
{
    /// <summary>Adam7: first column, first row, column step, row step of each pass.</summary>
    private static readonly (int X, int Y, int StepX, int StepY)[] Adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    public static bool Recognises(ReadOnlySpan<byte> file) => file.StartsWith(PngChunks.Signature);

    /// <summary>Reads samples and palette.</summary>
    /// <exception cref="UnreadableImageException">The file is damaged or too large.</exception>
    public static PngContent Read(ReadOnlyMemory<byte> file, DecodeLimits limits)
    {
        PngChunks chunks = PngChunks.Parse(file, limits);
        PngHeader header = chunks.Header;
        int sampleBytes = header.BitDepth == 16 ? 2 : 1;
        var layout = new RasterLayout(header.Rows, header.Columns, header.Channels, sampleBytes, header.BitDepth);
        LimitGuard.Check(layout, 1, chunks.ImageDataLength, limits);
        if (header.Colour == PngColour.Indexed && chunks.Palette.Length == 0)
        {
            throw new UnreadableImageException("The PNG file is damaged: its colour palette is missing.");
        }

        var samples = new byte[layout.ByteCount];
        try
        {
            using var pixels = new ZLibStream(chunks.OpenImageData(), CompressionMode.Decompress);
            if (header.Interlaced)
            {
                ReadInterlaced(pixels, header, samples);
            }
            else
            {
                ReadPass(pixels, header, samples, (0, 0, 1, 1));
            }
        }
        catch (InvalidDataException)
        {
            throw new UnreadableImageException("The PNG file is damaged: its compressed pixels cannot be unpacked.");
        }

        return new PngContent(header, samples, chunks.Palette, chunks.Spacing, chunks.Warnings);
    }

    private static void ReadInterlaced(Stream pixels, PngHeader header, byte[] samples)
    {
        foreach (var pass in Adam7)
        {
            if (pass.X < header.Columns && pass.Y < header.Rows)
            {
                ReadPass(pixels, header, samples, pass);
            }
        }
    }

    private static void ReadPass(Stream pixels, PngHeader header, byte[] samples, (int X, int Y, int StepX, int StepY) pass)
    {
        int columns = (header.Columns - pass.X + pass.StepX - 1) / pass.StepX;
        int rows = (header.Rows - pass.Y + pass.StepY - 1) / pass.StepY;
        int rowBytes = header.RowBytes(columns);
        int distance = Math.Max(1, header.BitsPerPixel / 8);
        var row = new byte[rowBytes + 1];
        var above = new byte[rowBytes + 1];
        for (int y = 0; y < rows; y++)
        {
            int read = pixels.ReadAtLeast(row, row.Length, throwOnEndOfStream: false);
            if (read < row.Length)
            {
                throw new UnreadableImageException(header.Interlaced
                    ? "The file ends early: some of its interlaced rows are missing."
                    : $"The file ends early: {header.Rows} rows are announced, {y} are there.");
            }

            PngFilter.Undo(row[0], row.AsSpan(1), above.AsSpan(1), distance);
            Scatter(row.AsSpan(1), header, columns, samples, pass.Y + (y * pass.StepY), pass);
            (row, above) = (above, row);
        }
    }

    /// <summary>Writes the pixels of one scanline to their places in the image.</summary>
    private static void Scatter(ReadOnlySpan<byte> row, PngHeader header, int columns, byte[] samples, int y, (int X, int Y, int StepX, int StepY) pass)
    {
        int pixelBytes = header.Channels * (header.BitDepth == 16 ? 2 : 1);
        Span<byte> target = samples.AsSpan(checked((int)((long)y * header.Columns * pixelBytes)), header.Columns * pixelBytes);
        if (header.BitDepth < 8)
        {
            ScatterPacked(row, header.BitDepth, columns, target, pass.X, pass.StepX);
            return;
        }

        if (header.BitDepth == 8 && pass.StepX == 1)
        {
            row.CopyTo(target);
            return;
        }

        for (int x = 0; x < columns; x++)
        {
            ReadOnlySpan<byte> source = row.Slice(x * pixelBytes, pixelBytes);
            Span<byte> pixel = target.Slice((pass.X + (x * pass.StepX)) * pixelBytes, pixelBytes);
            source.CopyTo(pixel);
            if (header.BitDepth == 16)
            {
                ByteOrder.SwapPairs(pixel);
            }
        }
    }

    private static void ScatterPacked(ReadOnlySpan<byte> row, int depth, int columns, Span<byte> target, int start, int step)
    {
        int mask = (1 << depth) - 1;
        for (int x = 0; x < columns; x++)
        {
            int bit = x * depth;
            target[start + (x * step)] = (byte)((row[bit >> 3] >> (8 - depth - (bit & 7))) & mask);
        }
    }
}
