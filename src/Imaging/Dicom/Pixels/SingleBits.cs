namespace Studio.Imaging.Dicom.Pixels;

/// <summary>Pixels of one bit, lowest bit first (PS3.5 section 8.1.1).</summary>
internal static class SingleBits
{
    /// <summary>Copies bits that begin anywhere to the beginning of a new buffer.</summary>
    public static byte[] Slice(ReadOnlySpan<byte> source, long firstBit, long count)
    {
        var target = new byte[(count + 7) / 8];
        int shift = (int)(firstBit % 8);
        int first = (int)(firstBit / 8);
        for (int i = 0; i < target.Length; i++)
        {
            int low = source[first + i] >> shift;
            bool hasNext = shift > 0 && first + i + 1 < source.Length;
            target[i] = (byte)(low | (hasNext ? source[first + i + 1] << (8 - shift) : 0));
        }

        return target;
    }

    /// <summary>One byte, 0 or 1, per pixel.</summary>
    public static byte[] Unpack(ReadOnlySpan<byte> packed, long count)
    {
        var pixels = new byte[count];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)((packed[i >> 3] >> (i & 7)) & 1);
        }

        return pixels;
    }
}
