using System.Buffers.Binary;

namespace Studio.Imaging.Formats.Jpeg.Lossless;

/// <summary>
/// The entropy-coded bytes between two markers, without the zero that follows every FF (T.81 B.1.1.5), and with room behind
/// them so that 64 bits can be read at any place.
/// </summary>
internal readonly struct EntropySegment(byte[] bytes, int length)
{
    private const int Margin = 16;

    /// <summary>Bits that were in the stream.</summary>
    public long BitCount => 8L * length;

    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>The 64 bits from a bit on; at least 57 of them are the stream's.</summary>
    public static ulong Window(ReadOnlySpan<byte> bytes, long bit) =>
        BinaryPrimitives.ReadUInt64BigEndian(bytes[(int)(bit >> 3)..]) << (int)(bit & 7);

    /// <summary>Copies up to the next marker.</summary>
    /// <param name="stream">From the first entropy-coded byte on.</param>
    /// <param name="buffer">Reused from segment to segment; grown where it is too small.</param>
    /// <param name="consumed">Bytes in front of the marker, or all when there is none.</param>
    public static EntropySegment Unstuff(ReadOnlySpan<byte> stream, ref byte[] buffer, out int consumed)
    {
        if (buffer.Length < stream.Length + Margin)
        {
            buffer = new byte[stream.Length + Margin];
        }

        int from = 0;
        int to = 0;
        while (true)
        {
            int run = stream[from..].IndexOf((byte)0xFF);
            int plain = run < 0 ? stream.Length - from : run;
            stream.Slice(from, plain).CopyTo(buffer.AsSpan(to));
            from += plain;
            to += plain;
            bool isData = run >= 0 && from + 1 < stream.Length && stream[from + 1] == 0;
            if (!isData)
            {
                break;
            }

            buffer[to++] = 0xFF;
            from += 2;
        }

        buffer.AsSpan(to, Margin).Clear();
        consumed = from;
        return new EntropySegment(buffer, to);
    }
}
