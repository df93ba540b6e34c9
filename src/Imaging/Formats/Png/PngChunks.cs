using System.Buffers.Binary;

namespace Studio.Imaging.Formats.Png;

/// <summary>The chunks of a PNG file that matter here, with their checksums verified.</summary>
internal sealed class PngChunks
{
    private const int Overhead = 12;
    private readonly List<ReadOnlyMemory<byte>> _imageData = [];
    private readonly List<string> _warnings = [];

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public PngHeader Header { get; private set; }

    public byte[] Palette { get; private set; } = [];

    public PixelSpacing? Spacing { get; private set; }

    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Bytes of compressed pixels.</summary>
    public long ImageDataLength => _imageData.Sum(part => (long)part.Length);

    public static PngChunks Parse(ReadOnlyMemory<byte> file, DecodeLimits limits)
    {
        var chunks = new PngChunks();
        int offset = Signature.Length;
        bool first = true;
        while (file.Length - offset >= Overhead)
        {
            ReadOnlySpan<byte> rest = file.Span[offset..];
            uint length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            ReadOnlySpan<byte> type = rest.Slice(4, 4);
            bool isEnd = type.SequenceEqual("IEND"u8);
            bool isImageData = type.SequenceEqual("IDAT"u8);
            if (length > rest.Length - Overhead)
            {
                // The pixels that are there decide later how many rows are missing.
                if (isImageData)
                {
                    chunks._imageData.Add(file[(offset + 8)..]);
                }

                break;
            }

            if (first && !type.SequenceEqual("IHDR"u8))
            {
                throw new UnreadableImageException("The PNG file is damaged: it does not begin with its header.");
            }

            chunks.Add(type, file.Slice(offset + 8, (int)length), rest.Slice(4, (int)length + 8), first, limits);
            first = false;
            offset += (int)length + Overhead;
            if (isEnd)
            {
                break;
            }
        }

        if (first)
        {
            throw new UnreadableImageException("The PNG file ends inside its header.");
        }

        return chunks;
    }

    /// <summary>All IDAT chunks as one stream.</summary>
    public Stream OpenImageData() => new SegmentStream(_imageData);

    private void Add(ReadOnlySpan<byte> type, ReadOnlyMemory<byte> data, ReadOnlySpan<byte> checkedBytes, bool isFirst, DecodeLimits limits)
    {
        uint stored = BinaryPrimitives.ReadUInt32BigEndian(checkedBytes[^4..]);
        bool isIntact = Crc32.Compute(checkedBytes[..^4]) == stored;
        bool isCritical = (type[0] & 0x20) == 0;
        if (!isIntact && isCritical)
        {
            throw new UnreadableImageException("The PNG file is damaged: a checksum does not match its content.");
        }

        if (!isIntact)
        {
            _warnings.Add("A side note of the PNG file has a wrong checksum and was ignored.");
            return;
        }

        if (isFirst)
        {
            Header = PngHeader.Parse(data.Span, limits);
        }
        else if (type.SequenceEqual("IDAT"u8))
        {
            _imageData.Add(data);
        }
        else if (type.SequenceEqual("PLTE"u8))
        {
            Palette = ReadPalette(data.Span);
        }
        else if (type.SequenceEqual("pHYs"u8))
        {
            Spacing = ReadSpacing(data.Span);
        }
    }

    private static byte[] ReadPalette(ReadOnlySpan<byte> data)
    {
        if (data.Length % 3 != 0 || data.Length is 0 or > 768)
        {
            throw new UnreadableImageException("The colour palette of the PNG file is damaged.");
        }

        return data.ToArray();
    }

    /// <summary>pHYs holds pixels per metre; 72 and 96 dpi are what drawing programs write without measuring.</summary>
    private static PixelSpacing? ReadSpacing(ReadOnlySpan<byte> data)
    {
        if (data.Length != 9 || data[8] != 1)
        {
            return null;
        }

        uint columnsPerMetre = BinaryPrimitives.ReadUInt32BigEndian(data);
        uint rowsPerMetre = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        bool isScreenResolution = columnsPerMetre is 2834 or 2835 or 3779 or 3780 or 11811;
        if (columnsPerMetre == 0 || rowsPerMetre == 0 || isScreenResolution)
        {
            return null;
        }

        return new PixelSpacing(1000.0 / rowsPerMetre, 1000.0 / columnsPerMetre);
    }
}
