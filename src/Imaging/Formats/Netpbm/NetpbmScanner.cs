namespace Studio.Imaging.Formats.Netpbm;

/// <summary>Reads the numbers of a PGM or PPM file.</summary>
internal ref struct NetpbmScanner(ReadOnlySpan<byte> file)
{
    private readonly ReadOnlySpan<byte> _file = file;

    /// <summary>Index of the next byte.</summary>
    public int Offset { get; set; }

    /// <summary>The next decimal number behind blanks and # comments; false at the end or at anything else.</summary>
    public bool TryReadNumber(out int number)
    {
        number = 0;
        SkipBlanks();
        int start = Offset;
        while (Offset < _file.Length && char.IsAsciiDigit((char)_file[Offset]))
        {
            int digit = _file[Offset] - '0';
            if (number > (int.MaxValue - digit) / 10)
            {
                return false;
            }

            number = (number * 10) + digit;
            Offset++;
        }

        return Offset > start;
    }

    private void SkipBlanks()
    {
        while (Offset < _file.Length)
        {
            byte next = _file[Offset];
            if (next == '#')
            {
                int end = _file[Offset..].IndexOf((byte)'\n');
                Offset = end < 0 ? _file.Length : Offset + end + 1;
            }
            else if (next is (byte)' ' or >= 9 and <= 13)
            {
                Offset++;
            }
            else
            {
                return;
            }
        }
    }
}
