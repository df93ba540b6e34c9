namespace Studio.Imaging.Formats.Png;

/// <summary>Filters scanlines for writing: none for indices, else the better of Sub and Up for each row.</summary>
internal sealed class PngRowEncoder(int rowBytes, int distance, bool isIndexed, bool swapPairs)
{
    private readonly byte[] _none = new byte[rowBytes + 1];
    private readonly byte[] _sub = CreateRow(rowBytes, PngFilter.Sub);
    private readonly byte[] _up = CreateRow(rowBytes, PngFilter.Up);
    private readonly byte[] _above = new byte[rowBytes];

    /// <summary>The filtered scanline with its filter byte; valid until the next call.</summary>
    public ReadOnlySpan<byte> Encode(ReadOnlySpan<byte> samples)
    {
        Span<byte> row = _none.AsSpan(1);
        samples.CopyTo(row);
        if (swapPairs)
        {
            ByteOrder.SwapPairs(row);
        }

        if (isIndexed)
        {
            return _none;
        }

        row[..distance].CopyTo(_sub.AsSpan(1));
        long subCost = Subtract(row[distance..], row, _sub.AsSpan(1 + distance));
        long upCost = Subtract(row, _above, _up.AsSpan(1));
        row.CopyTo(_above);
        return subCost < upCost ? _sub : _up;
    }

    private static byte[] CreateRow(int rowBytes, byte filter)
    {
        var row = new byte[rowBytes + 1];
        row[0] = filter;
        return row;
    }

    /// <summary>Writes row − reference and returns the sum of absolute differences, the usual guess at the packed size.</summary>
    private static long Subtract(ReadOnlySpan<byte> row, ReadOnlySpan<byte> reference, Span<byte> target)
    {
        int cost = 0;
        for (int i = 0; i < row.Length; i++)
        {
            int difference = row[i] - reference[i];
            target[i] = (byte)difference;
            cost += Math.Abs((int)(sbyte)difference);
        }

        return cost;
    }
}
