namespace Studio.Imaging.Dicom.Pixels;

/// <summary>Expands a segmented palette of 16-bit entries (PS3.3 C.7.9.2).</summary>
internal sealed class SegmentedPalette
{
    private const int Discrete = 0;
    private const int Linear = 1;
    private const int Indirect = 2;

    private readonly ushort[] _words;
    private readonly ushort[] _entries;
    private int _written;

    private SegmentedPalette(ushort[] words, int count)
    {
        _words = words;
        _entries = new ushort[count];
    }

    /// <param name="words">Segments: opcode, length, data.</param>
    /// <param name="count">Entries the descriptor announces.</param>
    /// <exception cref="UnreadableImageException">The segments give fewer entries, or none of them are understood.</exception>
    public static ushort[] Expand(ushort[] words, int count)
    {
        var palette = new SegmentedPalette(words, count);
        int position = 0;
        while (position < words.Length && palette._written < count)
        {
            position = palette.Run(position, isIndirectAllowed: true);
        }

        return palette._written == count ? palette._entries : throw Damaged();
    }

    /// <summary>Runs one segment and returns the position behind it.</summary>
    private int Run(int position, bool isIndirectAllowed)
    {
        int opcode = Word(position);
        int length = Word(position + 1);
        switch (opcode)
        {
            case Discrete:
                for (int i = 0; i < length; i++)
                {
                    Append(Word(position + 2 + i));
                }

                return position + 2 + length;
            case Linear when _written > 0:
                AppendLine(length, Word(position + 2));
                return position + 3;
            case Indirect when isIndirectAllowed:
                // The offset counts bytes from the beginning of the table.
                int target = (int)((uint)Word(position + 2) + ((uint)Word(position + 3) << 16)) >>> 1;
                for (int i = 0; i < length; i++)
                {
                    target = Run(target, isIndirectAllowed: false);
                }

                return position + 4;
            default:
                throw Damaged();
        }
    }

    private void AppendLine(int length, int end)
    {
        int start = _entries[_written - 1];
        for (int i = 1; i <= length; i++)
        {
            Append((int)Math.Round(start + ((double)(end - start) * i / length)));
        }
    }

    private void Append(int value)
    {
        if (_written == _entries.Length)
        {
            throw Damaged();
        }

        _entries[_written++] = (ushort)value;
    }

    private int Word(int position) => (uint)position < (uint)_words.Length ? _words[position] : throw Damaged();

    private static UnreadableImageException Damaged() => new("The segmented colour palette is damaged.");
}
