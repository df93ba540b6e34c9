using System.Buffers.Binary;
using System.IO.Compression;

namespace Studio.Imaging.Formats.Png;

/// <summary>Writes PNG files: grey and RGB with 8 or 16 bits, indexed with a palette.</summary>
public static class PngWriter
{
    private const int ChunkBytes = 1 << 16;

    /// <summary>Writes a grey or RGB image.</summary>
    /// <remarks>Stored values are written as they are (no scaling to the full range).</remarks>
    /// <exception cref="ArgumentException">Signed samples.</exception>
    public static byte[] Write(RasterImage image, CompressionLevel level = CompressionLevel.Fastest)
    {
        ArgumentNullException.ThrowIfNull(image);
        bool isRgb = image.SamplesPerPixel == 3;
        if (image.IsSigned || image.BytesPerSample > 2)
        {
            throw new ArgumentException("PNG is written for unsigned samples of 8 and 16 bits only.", nameof(image));
        }

        var header = new PngHeader(image.Columns, image.Rows, 8 * image.BytesPerSample, isRgb ? PngColour.Rgb : PngColour.Grey, false);
        return Write(header, image.Samples, [], level);
    }

    /// <summary>Writes an indexed image, the usual form of a mask.</summary>
    /// <param name="indices">[rows, columns], one palette index per pixel.</param>
    /// <param name="palette">R, G, B triples, at least as many as the highest index + 1, at most 256.</param>
    /// <exception cref="ArgumentException">Lengths do not fit.</exception>
    public static byte[] WriteIndexed(ReadOnlySpan<byte> indices, int rows, int columns, ReadOnlySpan<byte> palette, CompressionLevel level = CompressionLevel.Fastest)
    {
        if (indices.Length != (long)rows * columns)
        {
            throw new ArgumentException($"{rows}×{columns} pixels need {(long)rows * columns} indices, not {indices.Length}.", nameof(indices));
        }

        if (palette.Length is 0 or > 768 || palette.Length % 3 != 0)
        {
            throw new ArgumentException("A palette has 1 to 256 colours of three bytes.", nameof(palette));
        }

        return Write(new PngHeader(columns, rows, 8, PngColour.Indexed, false), indices, palette, level);
    }

    private static byte[] Write(PngHeader header, ReadOnlySpan<byte> samples, ReadOnlySpan<byte> palette, CompressionLevel level)
    {
        using var file = new MemoryStream();
        file.Write(PngChunks.Signature);
        Span<byte> ihdr = stackalloc byte[PngHeader.Length];
        ihdr.Clear();
        BinaryPrimitives.WriteInt32BigEndian(ihdr, header.Columns);
        BinaryPrimitives.WriteInt32BigEndian(ihdr[4..], header.Rows);
        ihdr[8] = (byte)header.BitDepth;
        ihdr[9] = (byte)header.Colour;
        WriteChunk(file, "IHDR"u8, ihdr);
        if (!palette.IsEmpty)
        {
            WriteChunk(file, "PLTE"u8, palette);
        }

        byte[] packed = Deflate(header, samples, level);
        for (int offset = 0; offset < packed.Length; offset += ChunkBytes)
        {
            WriteChunk(file, "IDAT"u8, packed.AsSpan(offset, Math.Min(ChunkBytes, packed.Length - offset)));
        }

        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Deflate(PngHeader header, ReadOnlySpan<byte> samples, CompressionLevel level)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, level, leaveOpen: true))
        {
            int rowBytes = header.RowBytes(header.Columns);
            int distance = header.BitsPerPixel / 8;
            var encoder = new PngRowEncoder(rowBytes, distance, isIndexed: header.Colour == PngColour.Indexed, swapPairs: header.BitDepth == 16);
            for (int y = 0; y < header.Rows; y++)
            {
                zlib.Write(encoder.Encode(samples.Slice(y * rowBytes, rowBytes)));
            }
        }

        return packed.ToArray();
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Compute(data, Crc32.Compute(type)));
        file.Write(number);
    }
}
