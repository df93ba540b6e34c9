using System.Runtime.InteropServices;

namespace Studio.Imaging.Formats.Jpeg.Lossless;

/// <summary>One scan: differences from the stream added to predictions (ITU-T T.81 H.1.2), all modulo 65 536.</summary>
internal sealed class LosslessScan(LosslessFrameHeader frame, LosslessScanHeader header, LosslessHuffmanTable[] tables, byte[] bytes)
{
    private readonly int _channels = frame.ComponentIds.Length;
    private readonly int _rowSamples = frame.Columns * frame.ComponentIds.Length;

    /// <summary>Prediction of the first sample, and of the first after a restart.</summary>
    private readonly int _start = 1 << (frame.Precision - header.PointTransform - 1);

    /// <summary>Decodes the scan's entropy-coded segments.</summary>
    /// <param name="stream">From behind the scan header on.</param>
    /// <param name="restartInterval">Pixels between restart markers; 0 for none.</param>
    /// <returns>Bytes that belong to the scan.</returns>
    public int Decode(ReadOnlySpan<byte> stream, int restartInterval, ref byte[] buffer)
    {
        // Rows that are not whole between restarts occur in no encoder and are not worth a slower loop.
        if (restartInterval % frame.Columns != 0)
        {
            throw new UnreadableImageException("The lossless JPEG pixels restart within a row, which cannot be read.");
        }

        int rowsPerSegment = restartInterval == 0 ? frame.Rows : restartInterval / frame.Columns;
        int offset = 0;
        for (int row = 0; row < frame.Rows; row += rowsPerSegment)
        {
            EntropySegment segment = EntropySegment.Unstuff(stream[offset..], ref buffer, out int consumed);
            offset += consumed;
            DecodeRows(segment, row, Math.Min(rowsPerSegment, frame.Rows - row));
            bool isRestart = row + rowsPerSegment < frame.Rows && offset + 1 < stream.Length && stream[offset + 1] is >= 0xD0 and <= 0xD7;
            offset += isRestart ? 2 : 0;
        }

        if (header.PointTransform > 0)
        {
            Span<ushort> samples = Samples;
            foreach (int component in header.Components)
            {
                for (int i = component; i < samples.Length; i += _channels)
                {
                    samples[i] <<= header.PointTransform;
                }
            }
        }

        return offset;
    }

    private Span<ushort> Samples => MemoryMarshal.Cast<byte, ushort>(bytes.AsSpan());

    private void DecodeRows(EntropySegment segment, int firstRow, int count)
    {
        long bit = 0;
        for (int row = firstRow; row < firstRow + count; row++)
        {
            int predictor = row == firstRow ? 1 : header.Predictor;
            bit = _channels == 1 && predictor == 1
                ? DecodeRowFromLeft(segment, bit, row, firstRow)
                : DecodeRow(segment, bit, row, firstRow, predictor);
            if (bit > segment.BitCount)
            {
                throw new UnreadableImageException($"The lossless JPEG pixels end early: {row} of {frame.Rows} rows are there.");
            }
        }
    }

    /// <summary>The common case, one channel predicted from the left, without anything else in the loop.</summary>
    private long DecodeRowFromLeft(EntropySegment segment, long bit, int row, int firstRow)
    {
        ReadOnlySpan<byte> code = segment.Bytes;
        LosslessHuffmanTable table = tables[0];
        Span<ushort> line = Samples.Slice(row * frame.Columns, frame.Columns);
        int value = row == firstRow ? _start : Samples[(row - 1) * frame.Columns];
        long last = segment.BitCount;
        for (int column = 0; column < line.Length; column++)
        {
            if (bit > last)
            {
                // The caller says so; reading on would leave the buffer.
                return bit;
            }

            ulong window = EntropySegment.Window(code, bit);
            int entry = table.Fast(window);
            if (entry == 0)
            {
                entry = Slow(table, window);
            }

            bit += entry & 0xFF;
            value += entry >> 8;
            line[column] = (ushort)value;
        }

        return bit;
    }

    private long DecodeRow(EntropySegment segment, long bit, int row, int firstRow, int predictor)
    {
        ReadOnlySpan<byte> code = segment.Bytes;
        Span<ushort> samples = Samples;
        long last = segment.BitCount;
        int above = -_rowSamples;
        for (int column = 0; column < frame.Columns; column++)
        {
            for (int i = 0; i < header.Components.Length; i++)
            {
                if (bit > last)
                {
                    return bit;
                }

                int at = (row * _rowSamples) + (column * _channels) + header.Components[i];
                ulong window = EntropySegment.Window(code, bit);
                int entry = tables[i].Fast(window);
                entry = entry == 0 ? Slow(tables[i], window) : entry;
                int predicted = column == 0
                    ? row == firstRow ? _start : samples[at + above]
                    : Predict(samples, predictor, at);
                bit += entry & 0xFF;
                samples[at] = (ushort)(predicted + (entry >> 8));
            }
        }

        return bit;
    }

    /// <summary>Ra to the left, Rb above, Rc above to the left (T.81 table H.1).</summary>
    private int Predict(ReadOnlySpan<ushort> samples, int predictor, int at)
    {
        int left = samples[at - _channels];
        if (predictor == 1)
        {
            return left;
        }

        int above = samples[at - _rowSamples];
        int corner = samples[at - _rowSamples - _channels];
        return predictor switch
        {
            2 => above,
            3 => corner,
            4 => left + above - corner,
            5 => left + ((above - corner) >> 1),
            6 => above + ((left - corner) >> 1),
            _ => (left + above) >> 1,
        };
    }

    private static int Slow(LosslessHuffmanTable table, ulong window)
    {
        int entry = table.Slow(window);
        return entry != 0 ? entry : throw new UnreadableImageException("The lossless JPEG pixels are damaged: a code does not exist.");
    }
}
