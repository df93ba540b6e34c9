using System.Buffers.Binary;

namespace Studio.Imaging.Dicom.Pixels;

/// <summary>Pixels of one bit, lowest bit first (PS3.5 section 8.1.1).</summary>
internal static class SingleBits
{
    private const int BitsPerByte = 8;

    /// <summary>Copies bits that begin anywhere to the beginning of a new buffer.</summary>
    public static byte[] Slice(ReadOnlySpan<byte> source, long firstBit, long count)
    {
        var target = new byte[(count + 7) / BitsPerByte];
        int shift = (int)(firstBit % BitsPerByte);
        int first = (int)(firstBit / BitsPerByte);
        for (int i = 0; i < target.Length; i++)
        {
            int low = source[first + i] >> shift;
            bool hasNext = shift > 0 && first + i + 1 < source.Length;
            target[i] = (byte)(low | (hasNext ? source[first + i + 1] << (BitsPerByte - shift) : 0));
        }

        return target;
    }

    /// <summary>One byte, 0 or 1, per pixel.</summary>
    public static byte[] Unpack(ReadOnlySpan<byte> packed, long count)
    {
        if (packed.Length < (count + 7) / BitsPerByte)
        {
            throw new UnreadableImageException("The unpacked pixels are fewer than the file announces.");
        }

        var pixels = new byte[count];
        int whole = pixels.Length / BitsPerByte;
        for (int i = 0; i < whole; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(pixels.AsSpan(i * BitsPerByte), Spread(packed[i]));
        }

        for (int i = whole * BitsPerByte; i < pixels.Length; i++)
        {
            pixels[i] = (byte)((packed[i / BitsPerByte] >> (i % BitsPerByte)) & 1);
        }

        return pixels;
    }

    /// <summary>Bit n becomes byte n.</summary>
    private static ulong Spread(byte bits)
    {
        // Every byte gets a copy of all bits and keeps one of them; adding 0x7F carries any kept bit into bit 7.
        ulong kept = (bits * 0x0101_0101_0101_0101UL) & 0x8040_2010_0804_0201UL;
        return (((kept & 0x7F7F_7F7F_7F7F_7F7FUL) + 0x7F7F_7F7F_7F7F_7F7FUL | kept) >> 7) & 0x0101_0101_0101_0101UL;
    }
}
