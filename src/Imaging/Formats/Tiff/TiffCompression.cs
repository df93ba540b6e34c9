using System.IO.Compression;

namespace Studio.Imaging.Formats.Tiff;

/// <summary>Compressions that can be read.</summary>
internal enum TiffCompression
{
    None = 1,
    Lzw = 5,
    Deflate = 8,
    PackBits = 32773,
    OldDeflate = 32946,
}

/// <summary>Unpacks strips and tiles.</summary>
internal static class TiffCompressions
{
    public static TiffCompression Require(uint number)
    {
        if (Enum.IsDefined((TiffCompression)number))
        {
            return (TiffCompression)number;
        }

        string name = number switch
        {
            2 or 3 or 4 => "fax compression",
            6 or 7 => "JPEG compression",
            34712 => "JPEG 2000 compression",
            50000 => "Zstandard compression",
            _ => $"compression {number}",
        };
        throw new UnreadableImageException($"The TIFF file uses {name}, which cannot be read. Save it without compression or with LZW.");
    }

    /// <summary>Unpacks a block; returns the number of bytes it gave, at most the length of the target.</summary>
    public static int Unpack(TiffCompression compression, ReadOnlyMemory<byte> packed, Span<byte> target)
    {
        switch (compression)
        {
            case TiffCompression.None:
                int length = Math.Min(packed.Length, target.Length);
                packed.Span[..length].CopyTo(target);
                return length;
            case TiffCompression.PackBits:
                return PackBits.Unpack(packed.Span, target);
            case TiffCompression.Lzw:
                return TiffLzw.Unpack(packed.Span, target);
            default:
                return Inflate(packed, target);
        }
    }

    private static int Inflate(ReadOnlyMemory<byte> packed, Span<byte> target)
    {
        using var source = new MemoryStream(packed.ToArray(), writable: false);
        using var zlib = new ZLibStream(source, CompressionMode.Decompress);
        try
        {
            return zlib.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException)
        {
            throw new UnreadableImageException("The TIFF file is damaged: its compressed pixels cannot be unpacked.");
        }
    }
}
