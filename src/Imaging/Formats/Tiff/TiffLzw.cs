namespace Studio.Imaging.Formats.Tiff;

/// <summary>LZW as in TIFF 6.0 section 13: highest bit first, code width changes one code early.</summary>
internal static class TiffLzw
{
    private const int ClearCode = 256;
    private const int EndCode = 257;
    private const int FirstFree = 258;
    private const int TableSize = 4096;

    /// <summary>Unpacks until the target is full, the end code or the end of the source; returns bytes written.</summary>
    public static int Unpack(ReadOnlySpan<byte> source, Span<byte> target)
    {
        // Every table entry is a place in the output: the string of its predecessor plus the byte behind it.
        var starts = new int[TableSize];
        var lengths = new int[TableSize];
        int free = FirstFree;
        int width = 9;
        int previousStart = -1;
        int previousLength = 0;
        int written = 0;
        long bit = 0;
        while (written < target.Length && bit + width <= source.Length * 8L)
        {
            int code = ReadCode(source, bit, width);
            bit += width;
            if (code == EndCode)
            {
                break;
            }

            if (code == ClearCode)
            {
                (free, width, previousStart) = (FirstFree, 9, -1);
                continue;
            }

            int start = written;
            if (code < ClearCode)
            {
                target[written++] = (byte)code;
            }
            else
            {
                bool isNext = code == free && previousStart >= 0;
                if (code >= free && !isNext)
                {
                    throw new UnreadableImageException("The TIFF file is damaged: its LZW pixels cannot be unpacked.");
                }

                int from = isNext ? previousStart : starts[code];
                int length = isNext ? previousLength + 1 : lengths[code];
                written += Copy(target, from, written, length);
            }

            if (previousStart >= 0 && free < TableSize)
            {
                (starts[free], lengths[free]) = (previousStart, previousLength + 1);
                free++;
            }

            (previousStart, previousLength) = (start, written - start);
            width = free >= 2047 ? 12 : free >= 1023 ? 11 : free >= 511 ? 10 : 9;
        }

        return written;
    }

    private static int ReadCode(ReadOnlySpan<byte> source, long bit, int width)
    {
        int index = (int)(bit >> 3);
        int window = source[index] << 16;
        window |= index + 1 < source.Length ? source[index + 1] << 8 : 0;
        window |= index + 2 < source.Length ? source[index + 2] : 0;
        return (window >> (24 - width - (int)(bit & 7))) & ((1 << width) - 1);
    }

    /// <summary>Copies forward byte by byte, because the string may reach into what is being written.</summary>
    private static int Copy(Span<byte> target, int from, int to, int length)
    {
        int count = Math.Min(length, target.Length - to);
        for (int i = 0; i < count; i++)
        {
            target[to + i] = target[from + i];
        }

        return count;
    }
}
