using System.Numerics;

namespace Studio.Imaging.Tests.Formats;

/// <summary>Writes lossless JPEG streams for tests (ITU-T T.81 annex H), plainly and with one fixed code table.</summary>
internal sealed class LosslessJpegEncoder(int rows, int columns, int components, int precision, int predictor = 1, int pointTransform = 0)
{
    private const int CodeBits = 5;

    private readonly List<byte> _stream = [];
    private ulong _pending;
    private int _pendingBits;

    /// <summary>Rows between restart markers; 0 for none.</summary>
    public int RowsPerRestart { get; init; }

    /// <param name="samples">[rows, columns, components]; the lowest bits that the point transform drops must be 0.</param>
    public byte[] Encode(ReadOnlySpan<int> samples)
    {
        Header();
        int restarts = 0;
        for (int row = 0; row < rows; row++)
        {
            if (RowsPerRestart > 0 && row > 0 && row % RowsPerRestart == 0)
            {
                Flush();
                _stream.AddRange([0xFF, (byte)(0xD0 + (restarts++ % 8))]);
            }

            bool isFirst = row == 0 || (RowsPerRestart > 0 && row % RowsPerRestart == 0);
            for (int column = 0; column < columns; column++)
            {
                for (int component = 0; component < components; component++)
                {
                    int value = samples[At(row, column, component)] >> pointTransform;
                    Difference((value - Predict(samples, row, column, component, isFirst)) & 0xFFFF);
                }
            }
        }

        Flush();
        _stream.AddRange([0xFF, 0xD9]);
        return [.. _stream];
    }

    private int At(int row, int column, int component) => (((row * columns) + column) * components) + component;

    private int Predict(ReadOnlySpan<int> samples, int row, int column, int component, bool isFirst)
    {
        if (column == 0)
        {
            return isFirst ? 1 << (precision - pointTransform - 1) : samples[At(row - 1, 0, component)] >> pointTransform;
        }

        int left = samples[At(row, column - 1, component)] >> pointTransform;
        if (isFirst || predictor == 1)
        {
            return left;
        }

        int above = samples[At(row - 1, column, component)] >> pointTransform;
        int corner = samples[At(row - 1, column - 1, component)] >> pointTransform;
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

    private void Header()
    {
        _stream.AddRange([0xFF, 0xD8]);
        byte[] frame = [(byte)precision, (byte)(rows >> 8), (byte)rows, (byte)(columns >> 8), (byte)columns, (byte)components];
        byte[] parts = [.. Enumerable.Range(1, components).SelectMany(id => new byte[] { (byte)id, 0x11, 0 })];
        Segment(0xC3, [.. frame, .. parts]);
        // Seventeen categories, all with codes of five bits.
        var counts = new byte[16];
        counts[CodeBits - 1] = 17;
        Segment(0xC4, [0, .. counts, .. Enumerable.Range(0, 17).Select(category => (byte)category)]);
        if (RowsPerRestart > 0)
        {
            int interval = RowsPerRestart * columns;
            Segment(0xDD, [(byte)(interval >> 8), (byte)interval]);
        }

        byte[] scan = [(byte)components, .. Enumerable.Range(1, components).SelectMany(id => new byte[] { (byte)id, 0 })];
        Segment(0xDA, [.. scan, (byte)predictor, 0, (byte)pointTransform]);
    }

    private void Segment(byte marker, byte[] content)
    {
        int length = content.Length + 2;
        _stream.AddRange([0xFF, marker, (byte)(length >> 8), (byte)length, .. content]);
    }

    private void Difference(int modulo)
    {
        if (modulo == 32_768)
        {
            Write(16, CodeBits);
            return;
        }

        int difference = modulo > 32_768 ? modulo - 65_536 : modulo;
        int category = 32 - BitOperations.LeadingZeroCount((uint)Math.Abs(difference));
        Write((uint)category, CodeBits);
        Write((uint)(difference < 0 ? difference - 1 : difference) & ((1u << category) - 1), category);
    }

    private void Write(uint value, int bits)
    {
        _pending = (_pending << bits) | value;
        _pendingBits += bits;
        while (_pendingBits >= 8)
        {
            _pendingBits -= 8;
            byte next = (byte)(_pending >> _pendingBits);
            _stream.Add(next);
            if (next == 0xFF)
            {
                _stream.Add(0);
            }
        }
    }

    /// <summary>Fills the last byte with ones, as the standard asks.</summary>
    private void Flush()
    {
        if (_pendingBits > 0)
        {
            Write((1u << (8 - _pendingBits)) - 1, 8 - _pendingBits);
        }
    }
}
