using System.Buffers.Binary;

namespace Studio.Imaging.Formats.Jpeg.Lossless;

/// <summary>What stands in front of the first scan of a lossless JPEG stream (ITU-T T.81 annex B, SOF3).</summary>
/// <param name="Precision">Bits per sample, 2 to 16.</param>
/// <param name="ComponentIds">Identifiers in the order of the frame header.</param>
/// <param name="IsSubsampled">Whether a component has fewer samples than another; such streams are left to another decoder.</param>
internal sealed record LosslessFrameHeader(int Rows, int Columns, int Precision, byte[] ComponentIds, bool IsSubsampled)
{
    public static LosslessFrameHeader Read(ReadOnlySpan<byte> segment)
    {
        if (segment.Length < 6 || segment.Length < 6 + (3 * segment[5]))
        {
            throw new UnreadableImageException("The lossless JPEG pixels are damaged: the frame header is too short.");
        }

        int precision = segment[0];
        int count = segment[5];
        if (precision is < 2 or > 16 || count is < 1 or > 4)
        {
            throw new UnreadableImageException($"The lossless JPEG pixels are damaged: {precision} bits and {count} components are announced.");
        }

        var ids = new byte[count];
        bool isSubsampled = false;
        for (int i = 0; i < count; i++)
        {
            ids[i] = segment[6 + (3 * i)];
            isSubsampled |= count > 1 && segment[7 + (3 * i)] != 0x11;
        }

        return new LosslessFrameHeader(
            BinaryPrimitives.ReadUInt16BigEndian(segment[1..]),
            BinaryPrimitives.ReadUInt16BigEndian(segment[3..]),
            precision,
            ids,
            isSubsampled);
    }
}

/// <summary>The header of one scan (T.81 B.2.3, table B.3).</summary>
/// <param name="Components">Places of the scan's components in the frame header.</param>
/// <param name="Tables">Huffman table of each component, 0 to 3.</param>
/// <param name="Predictor">1 to 7 (T.81 table H.1).</param>
/// <param name="PointTransform">Low bits that were shifted out.</param>
internal sealed record LosslessScanHeader(int[] Components, int[] Tables, int Predictor, int PointTransform)
{
    public static LosslessScanHeader Read(ReadOnlySpan<byte> segment, LosslessFrameHeader frame)
    {
        int count = segment.Length > 0 ? segment[0] : 0;
        if (count < 1 || count > frame.ComponentIds.Length || segment.Length < 4 + (2 * count))
        {
            throw Damaged();
        }

        var components = new int[count];
        var tables = new int[count];
        for (int i = 0; i < count; i++)
        {
            components[i] = Array.IndexOf(frame.ComponentIds, segment[1 + (2 * i)]);
            tables[i] = segment[2 + (2 * i)] >> 4;
        }

        int predictor = segment[1 + (2 * count)];
        int pointTransform = segment[3 + (2 * count)] & 0x0F;
        bool isSound = !components.Contains(-1) && tables.All(table => table < 4) && predictor is >= 1 and <= 7 && pointTransform < frame.Precision;
        return isSound ? new LosslessScanHeader(components, tables, predictor, pointTransform) : throw Damaged();
    }

    private static UnreadableImageException Damaged() => new("The lossless JPEG pixels are damaged: a scan header is not valid.");
}
