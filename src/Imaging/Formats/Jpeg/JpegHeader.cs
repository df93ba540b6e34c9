using System.Buffers.Binary;

namespace Studio.Imaging.Formats.Jpeg;

/// <summary>What the segments in front of the first scan say (ITU-T T.81 annex B).</summary>
/// <param name="Orientation">EXIF orientation, 1 to 8; 1 when absent.</param>
internal sealed record JpegHeader(int Rows, int Columns, int Channels, int Orientation)
{
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;
    private const byte App1 = 0xE1;

    public static JpegHeader Read(ReadOnlySpan<byte> file)
    {
        JpegHeader? header = null;
        int orientation = 1;
        int offset = 2;
        while (offset + 4 <= file.Length)
        {
            if (file[offset] != 0xFF)
            {
                throw new UnreadableImageException("The JPEG file is damaged: a segment does not begin where it should.");
            }

            byte marker = file[offset + 1];
            if (marker is 0xFF or 0x01 or (>= 0xD0 and <= 0xD7))
            {
                offset += marker == 0xFF ? 1 : 2;
                continue;
            }

            if (marker is StartOfScan or EndOfImage)
            {
                break;
            }

            int length = BinaryPrimitives.ReadUInt16BigEndian(file[(offset + 2)..]);
            if (length < 2 || offset + 2 + length > file.Length)
            {
                throw new UnreadableImageException("The JPEG file ends inside its header.");
            }

            ReadOnlySpan<byte> segment = file.Slice(offset + 4, length - 2);
            if (IsFrame(marker))
            {
                header = ReadFrame(marker, segment);
            }
            else if (marker == App1)
            {
                orientation = ExifOrientation.Read(segment) ?? orientation;
            }

            offset += 2 + length;
        }

        return header is null
            ? throw new UnreadableImageException("The JPEG file ends inside its header.")
            : header with { Orientation = orientation };
    }

    /// <summary>SOF0 to SOF15 without DHT, JPG and DAC.</summary>
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static JpegHeader ReadFrame(byte marker, ReadOnlySpan<byte> segment)
    {
        if (segment.Length < 6)
        {
            throw new UnreadableImageException("The JPEG file is damaged: its frame header is too short.");
        }

        if (marker is not (0xC0 or 0xC1 or 0xC2))
        {
            string kind = marker is 0xC3 ? "lossless" : marker >= 0xC9 ? "arithmetic-coded" : "hierarchical";
            throw new UnreadableImageException($"The file is a {kind} JPEG, which cannot be read. Save it as PNG.");
        }

        int precision = segment[0];
        int channels = segment[5];
        if (precision != 8)
        {
            throw new UnreadableImageException($"The JPEG file has {precision} bits per sample; 8 can be read.");
        }

        if (channels is not (1 or 3))
        {
            throw new UnreadableImageException(channels == 4
                ? "The JPEG file has CMYK colours, which cannot be read. Save it as RGB."
                : $"The JPEG file has {channels} channels, which cannot be read.");
        }

        return new JpegHeader(
            BinaryPrimitives.ReadUInt16BigEndian(segment[1..]),
            BinaryPrimitives.ReadUInt16BigEndian(segment[3..]),
            channels,
            Orientation: 1);
    }
}
