using System.Buffers.Binary;

namespace Studio.Imaging.Formats.Jpeg.Lossless;

/// <summary>A decoded lossless JPEG stream.</summary>
/// <param name="Samples">[rows, columns, components], 16 bits each, little endian.</param>
internal sealed record LosslessPicture(LosslessFrameHeader Header, byte[] Samples);

/// <summary>
/// Decodes lossless JPEG with Huffman coding (ITU-T T.81 annex H; DICOM transfer syntaxes …4.57 and …4.70), any predictor,
/// 2 to 16 bits, up to four components, interleaved or scan by scan. Managed, so no stream can take the process down.
/// </summary>
internal static class LosslessJpegDecoder
{
    private const byte StartOfFrame3 = 0xC3;
    private const byte DefineHuffman = 0xC4;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const byte RestartInterval = 0xDD;

    /// <summary>Whether the stream is of this kind: SOF3 without subsampling.</summary>
    public static bool Handles(ReadOnlySpan<byte> stream)
    {
        try
        {
            return JpegMarkers.Find(stream, StartOfFrame3, out ReadOnlySpan<byte> segment) && !LosslessFrameHeader.Read(segment).IsSubsampled;
        }
        catch (UnreadableImageException)
        {
            return false;
        }
    }

    /// <param name="stream">From SOI on; bytes behind EOI are ignored.</param>
    /// <param name="maxSamples">Largest number of samples; more are refused before memory is taken.</param>
    /// <exception cref="UnreadableImageException">The stream is damaged, ends early or announces too much.</exception>
    public static LosslessPicture Decode(ReadOnlySpan<byte> stream, long maxSamples)
    {
        var tables = new LosslessHuffmanTable?[4];
        LosslessFrameHeader? frame = null;
        byte[] samples = [];
        int restartInterval = 0;
        int decoded = 0;
        int offset = 2;
        byte[] buffer = [];
        while (JpegMarkers.Next(stream, ref offset, out byte marker, out ReadOnlySpan<byte> segment) && marker != EndOfImage)
        {
            switch (marker)
            {
                case StartOfFrame3:
                    frame = LosslessFrameHeader.Read(segment);
                    samples = Allocate(frame, maxSamples);
                    break;
                case DefineHuffman:
                    ReadTables(segment, tables);
                    break;
                case RestartInterval when segment.Length >= 2:
                    restartInterval = BinaryPrimitives.ReadUInt16BigEndian(segment);
                    break;
                case StartOfScan when frame is not null:
                    LosslessScanHeader header = LosslessScanHeader.Read(segment, frame);
                    var scan = new LosslessScan(frame, header, [.. header.Tables.Select(table => tables[table] ?? throw NoTable())], samples);
                    offset += scan.Decode(stream[offset..], restartInterval, ref buffer);
                    decoded += header.Components.Length;
                    break;
                default:
                    break;
            }
        }

        return frame is not null && decoded >= frame.ComponentIds.Length
            ? new LosslessPicture(frame, samples)
            : throw new UnreadableImageException("The lossless JPEG pixels end early.");
    }

    private static byte[] Allocate(LosslessFrameHeader frame, long maxSamples)
    {
        long count = (long)frame.Rows * frame.Columns * frame.ComponentIds.Length;
        if (count > 0 && count <= Math.Min(maxSamples, Array.MaxLength / 2) && !frame.IsSubsampled)
        {
            // A single component is written by its one scan or the stream is refused; several might leave one out.
            return frame.ComponentIds.Length == 1 ? GC.AllocateUninitializedArray<byte>((int)count * 2) : new byte[count * 2];
        }

        throw new UnreadableImageException($"The lossless JPEG pixels announce {frame.Columns}×{frame.Rows} with {frame.ComponentIds.Length} components, which does not fit the picture.");
    }

    private static void ReadTables(ReadOnlySpan<byte> segment, LosslessHuffmanTable?[] tables)
    {
        while (segment.Length >= 17)
        {
            int count = 0;
            for (int i = 1; i <= 16; i++)
            {
                count += segment[i];
            }

            int target = segment[0] & 0x0F;
            if (target > 3 || segment.Length < 17 + count)
            {
                throw new UnreadableImageException("The lossless JPEG pixels are damaged: a code table is cut off.");
            }

            // Class 1 (AC) tables belong to other processes and are passed over.
            if (segment[0] >> 4 == 0)
            {
                tables[target] = LosslessHuffmanTable.Create(segment.Slice(1, 16), segment.Slice(17, count));
            }

            segment = segment[(17 + count)..];
        }
    }

    private static UnreadableImageException NoTable() => new("The lossless JPEG pixels are damaged: a code table is missing.");
}
