using System.Buffers.Binary;

namespace Studio.Imaging.Formats.Png;

/// <summary>Colour types of the IHDR chunk (PNG specification 11.2.1).</summary>
internal enum PngColour
{
    Grey = 0,
    Rgb = 2,
    Indexed = 3,
    GreyAlpha = 4,
    Rgba = 6,
}

/// <summary>The IHDR chunk.</summary>
internal readonly record struct PngHeader(int Columns, int Rows, int BitDepth, PngColour Colour, bool Interlaced)
{
    public const int Length = 13;

    public int Channels => Colour switch
    {
        PngColour.Rgb => 3,
        PngColour.GreyAlpha => 2,
        PngColour.Rgba => 4,
        _ => 1,
    };

    public int BitsPerPixel => Channels * BitDepth;

    /// <summary>Bytes of one scanline of the given width, without its filter byte.</summary>
    public int RowBytes(int columns) => checked((int)((((long)columns * BitsPerPixel) + 7) / 8));

    public static PngHeader Parse(ReadOnlySpan<byte> chunk, DecodeLimits limits)
    {
        if (chunk.Length != Length)
        {
            throw new UnreadableImageException("The PNG header has the wrong length.");
        }

        uint columns = BinaryPrimitives.ReadUInt32BigEndian(chunk);
        uint rows = BinaryPrimitives.ReadUInt32BigEndian(chunk[4..]);
        LimitGuard.CheckSides(rows, columns, limits);
        var header = new PngHeader((int)columns, (int)rows, chunk[8], (PngColour)chunk[9], chunk[12] == 1);
        if (!IsAllowed(header.Colour, header.BitDepth))
        {
            throw new UnreadableImageException($"The PNG header is damaged: colour type {chunk[9]} with {chunk[8]} bits does not exist.");
        }

        if (chunk[10] != 0 || chunk[11] != 0 || chunk[12] > 1)
        {
            throw new UnreadableImageException("The PNG header is damaged: compression, filter or interlace method is unknown.");
        }

        return header;
    }

    private static bool IsAllowed(PngColour colour, int depth) => colour switch
    {
        PngColour.Grey => depth is 1 or 2 or 4 or 8 or 16,
        PngColour.Indexed => depth is 1 or 2 or 4 or 8,
        PngColour.Rgb or PngColour.GreyAlpha or PngColour.Rgba => depth is 8 or 16,
        _ => false,
    };
}
