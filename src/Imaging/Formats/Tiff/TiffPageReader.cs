namespace Studio.Imaging.Formats.Tiff;

/// <summary>Puts the strips or tiles of a page together.</summary>
internal sealed class TiffPageReader(TiffBytes bytes, TiffPage page)
{
    /// <summary>Samples of the page: [Rows, Columns, KeptSamples], little endian, not yet inverted or coloured.</summary>
    public byte[] Read(CancellationToken cancellationToken)
    {
        var samples = new byte[page.Layout.ByteCount];
        int across = (page.Columns + page.BlockColumns - 1) / page.BlockColumns;
        int down = (page.Rows + page.BlockRows - 1) / page.BlockRows;
        int planes = page.IsPlanar ? page.KeptSamples : 1;
        long blocks = (long)across * down * planes;
        if (page.Offsets.Length < blocks || page.ByteCounts.Length < blocks)
        {
            throw new UnreadableImageException($"The TIFF file is damaged: {blocks} parts are needed, {page.Offsets.Length} are there.");
        }

        int channels = page.IsPlanar ? 1 : page.Samples;
        var block = new byte[(long)RowBytes(channels) * page.BlockRows];
        for (int plane = 0; plane < planes; plane++)
        {
            for (int index = 0; index < across * down; index++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int top = index / across * page.BlockRows;
                int left = index % across * page.BlockColumns;
                int rows = Math.Min(page.BlockRows, page.Rows - top);
                Unpack((plane * across * down) + index, block, rows, top, channels);
                for (int row = 0; row < rows; row++)
                {
                    ReadOnlySpan<byte> line = block.AsSpan(row * RowBytes(channels), RowBytes(channels));
                    CopyRow(line, samples, top + row, left, plane, channels);
                }
            }
        }

        return samples;
    }

    private int RowBytes(int channels) => (int)((((long)page.BlockColumns * channels * page.Bits) + 7) / 8);

    private void Unpack(int index, byte[] block, int rows, int top, int channels)
    {
        ReadOnlyMemory<byte> packed = bytes.SliceAvailable(page.Offsets[index], page.ByteCounts[index]);
        int rowBytes = RowBytes(channels);
        int needed = rows * rowBytes;
        int read = TiffCompressions.Unpack(page.Compression, packed, block.AsSpan(0, needed));
        if (read < needed)
        {
            throw new UnreadableImageException($"The file ends early: {page.Rows} rows are announced, {top + (read / rowBytes)} are there.");
        }

        bool isInByteOrder = page.Predictor != TiffPredictor.FloatingPoint;
        if (isInByteOrder && bytes.IsBigEndian)
        {
            ByteOrder.Swap(block.AsSpan(0, needed), page.SampleBytes);
        }

        for (int row = 0; page.Predictor != TiffPredictor.None && row < rows; row++)
        {
            TiffPredictors.Undo(page.Predictor, block.AsSpan(row * rowBytes, rowBytes), page.SampleBytes, channels);
        }
    }

    private void CopyRow(ReadOnlySpan<byte> line, byte[] samples, int y, int left, int plane, int channels)
    {
        int columns = Math.Min(page.BlockColumns, page.Columns - left);
        int pixelBytes = page.KeptSamples * page.SampleBytes;
        Span<byte> target = samples.AsSpan((int)((((long)y * page.Columns) + left) * pixelBytes), columns * pixelBytes);
        if (page.Bits < 8)
        {
            int mask = (1 << page.Bits) - 1;
            for (int x = 0; x < columns; x++)
            {
                int bit = x * page.Bits;
                target[x] = (byte)((line[bit >> 3] >> (8 - page.Bits - (bit & 7))) & mask);
            }

            return;
        }

        int sourceStep = channels * page.SampleBytes;
        int kept = page.IsPlanar ? page.SampleBytes : pixelBytes;
        for (int x = 0; x < columns; x++)
        {
            line.Slice(x * sourceStep, kept).CopyTo(target[((x * pixelBytes) + (plane * page.SampleBytes))..]);
        }
    }
}
