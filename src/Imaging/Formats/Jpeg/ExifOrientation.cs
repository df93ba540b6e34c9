using Studio.Imaging.Formats.Tiff;

namespace Studio.Imaging.Formats.Jpeg;

/// <summary>The orientation field of an EXIF segment, and what it asks for.</summary>
internal static class ExifOrientation
{
    /// <summary>1 to 8, or null when the segment holds none or is damaged.</summary>
    public static int? Read(ReadOnlySpan<byte> segment)
    {
        if (!segment.StartsWith("Exif\0\0"u8) || segment.Length < 14)
        {
            return null;
        }

        byte[] tiff = segment[6..].ToArray();
        var bytes = new TiffBytes(tiff, isBigEndian: tiff[0] == 'M');
        try
        {
            uint orientation = TiffDirectory.Read(bytes, bytes.UInt32(4)).Number(TiffTag.Orientation, 1);
            return orientation is >= 1 and <= 8 ? (int)orientation : null;
        }
        catch (UnreadableImageException)
        {
            // Damaged side notes do not make the picture unreadable.
            return null;
        }
    }

    /// <summary>Turns an 8-bit image upright.</summary>
    /// <param name="orientation">2 mirrored, 3 half turn, 4 mirrored upside down, 5 transposed, 6 to be turned right, 7 transverse, 8 to be turned left.</param>
    public static RasterImage Upright(RasterImage image, int orientation)
    {
        if (orientation == 1)
        {
            return image;
        }

        bool isSwapped = orientation >= 5;
        (int rows, int columns) = isSwapped ? (image.Columns, image.Rows) : (image.Rows, image.Columns);
        int channels = image.SamplesPerPixel;
        var samples = new byte[image.Samples.Length];
        for (int y = 0; y < rows; y++)
        {
            for (int x = 0; x < columns; x++)
            {
                (int sourceY, int sourceX) = Source(orientation, y, x, image.Rows - 1, image.Columns - 1);
                image.Samples.AsSpan(((sourceY * image.Columns) + sourceX) * channels, channels).CopyTo(samples.AsSpan(((y * columns) + x) * channels));
            }
        }

        return new RasterImage(image.Layout with { Rows = rows, Columns = columns }, samples);
    }

    private static (int Y, int X) Source(int orientation, int y, int x, int lastY, int lastX) => orientation switch
    {
        2 => (y, lastX - x),
        3 => (lastY - y, lastX - x),
        4 => (lastY - y, x),
        5 => (x, y),
        6 => (lastY - x, y),
        7 => (lastY - x, lastX - y),
        _ => (x, lastX - y),
    };
}
