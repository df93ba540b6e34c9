using System.Buffers.Binary;

namespace Studio.Imaging.Formats.Jpeg.Lossless;

/// <summary>Walks the marker segments of a JPEG stream (ITU-T T.81 B.1.1).</summary>
internal static class JpegMarkers
{
    /// <summary>Reads the next marker and its segment; false at the end of the stream.</summary>
    /// <param name="offset">Moved behind the segment.</param>
    /// <param name="segment">Without marker and length; empty for markers that stand alone.</param>
    /// <exception cref="UnreadableImageException">A segment reaches beyond the stream.</exception>
    public static bool Next(ReadOnlySpan<byte> stream, scoped ref int offset, out byte marker, out ReadOnlySpan<byte> segment)
    {
        marker = 0;
        segment = default;
        // Fill bytes and, leniently, stray bytes between segments are passed over.
        while (offset + 1 < stream.Length && (stream[offset] != 0xFF || stream[offset + 1] is 0xFF or 0x00))
        {
            offset++;
        }

        if (offset + 1 >= stream.Length)
        {
            return false;
        }

        marker = stream[offset + 1];
        offset += 2;
        if (marker is 0x01 or (>= 0xD0 and <= 0xD9))
        {
            return true;
        }

        int length = offset + 2 <= stream.Length ? BinaryPrimitives.ReadUInt16BigEndian(stream[offset..]) : 0;
        if (length < 2 || offset + length > stream.Length)
        {
            throw new UnreadableImageException("The JPEG pixels end inside their header.");
        }

        segment = stream.Slice(offset + 2, length - 2);
        offset += length;
        return true;
    }

    /// <summary>Looks for a marker in front of the first scan.</summary>
    public static bool Find(ReadOnlySpan<byte> stream, byte wanted, out ReadOnlySpan<byte> segment)
    {
        int offset = 2;
        segment = default;
        if (!stream.StartsWith<byte>([0xFF, 0xD8]))
        {
            return false;
        }

        while (Next(stream, ref offset, out byte marker, out segment) && marker is not (0xDA or 0xD9))
        {
            if (marker == wanted)
            {
                return true;
            }
        }

        return false;
    }
}
