namespace Studio.Imaging.Formats.Tiff;

/// <summary>Numbers of the fields that matter here (TIFF 6.0).</summary>
internal enum TiffTag
{
    NewSubfileType = 254,
    ImageWidth = 256,
    ImageLength = 257,
    BitsPerSample = 258,
    Compression = 259,
    Photometric = 262,
    FillOrder = 266,
    StripOffsets = 273,
    Orientation = 274,
    SamplesPerPixel = 277,
    RowsPerStrip = 278,
    StripByteCounts = 279,
    XResolution = 282,
    YResolution = 283,
    PlanarConfiguration = 284,
    ResolutionUnit = 296,
    Predictor = 317,
    ColorMap = 320,
    TileWidth = 322,
    TileLength = 323,
    TileOffsets = 324,
    TileByteCounts = 325,
    SampleFormat = 339,
}

/// <summary>One image file directory: the description of one page.</summary>
internal sealed class TiffDirectory
{
    private const int Long8 = 16;
    private const int MaxValues = 1 << 24;
    private readonly Dictionary<int, (ushort Type, uint Count, long Offset)> _entries = [];
    private readonly TiffBytes _bytes;

    private TiffDirectory(TiffBytes bytes) => _bytes = bytes;

    /// <summary>Position of the next directory, 0 for none.</summary>
    public uint Next { get; private set; }

    /// <param name="isBig">Whether counts and positions have 8 bytes instead of 4 (BigTIFF).</param>
    public static TiffDirectory Read(TiffBytes bytes, uint offset, bool isBig = false)
    {
        var directory = new TiffDirectory(bytes);
        int wordBytes = isBig ? 8 : 4;
        int entryBytes = 4 + (2 * wordBytes);
        uint count = isBig ? bytes.Offset(offset, isBig) : bytes.UInt16(offset);
        long first = offset + (isBig ? 8L : 2L);
        for (uint i = 0; i < count; i++)
        {
            long entry = first + ((long)i * entryBytes);
            ushort type = bytes.UInt16(entry + 2);
            uint values = bytes.Offset(entry + 4, isBig);
            long size = (long)SizeOf(type) * values;
            long value = entry + 4 + wordBytes;
            directory._entries[bytes.UInt16(entry)] = (type, values, size <= wordBytes ? value : bytes.Offset(value, isBig));
        }

        long end = first + ((long)count * entryBytes);
        directory.Next = end + wordBytes <= bytes.Length ? bytes.Offset(end, isBig) : 0;
        return directory;
    }

    public bool Has(TiffTag tag) => _entries.ContainsKey((int)tag);

    /// <summary>First whole number of a field, or the default.</summary>
    public uint Number(TiffTag tag, uint otherwise) => Numbers(tag) is [var first, ..] ? first : otherwise;

    /// <summary>All whole numbers of a field; empty when absent or of another type.</summary>
    public uint[] Numbers(TiffTag tag)
    {
        if (!_entries.TryGetValue((int)tag, out var entry) || entry.Type is not (1 or 3 or 4 or Long8))
        {
            return [];
        }

        int size = SizeOf(entry.Type);
        if (entry.Count > MaxValues || entry.Offset + ((long)size * entry.Count) > _bytes.Length)
        {
            throw new UnreadableImageException($"The TIFF file ends early or is damaged: field {tag} lies outside it.");
        }

        var values = new uint[entry.Count];
        for (int i = 0; i < values.Length; i++)
        {
            long at = entry.Offset + ((long)i * size);
            values[i] = size switch
            {
                1 => _bytes.Slice(at, 1).Span[0],
                2 => _bytes.UInt16(at),
                _ => _bytes.Offset(at, size == 8),
            };
        }

        return values;
    }

    /// <summary>A fraction of two whole numbers, or null.</summary>
    public double? Rational(TiffTag tag)
    {
        if (!_entries.TryGetValue((int)tag, out var entry) || entry.Type != 5 || entry.Count < 1 || entry.Offset + 8 > _bytes.Length)
        {
            return null;
        }

        uint denominator = _bytes.UInt32(entry.Offset + 4);
        return denominator == 0 ? null : (double)_bytes.UInt32(entry.Offset) / denominator;
    }

    private static int SizeOf(ushort type) => type switch
    {
        1 or 2 or 6 or 7 => 1,
        3 or 8 => 2,
        4 or 9 or 11 => 4,
        _ => 8,
    };
}
