namespace Studio.Imaging.Dicom.Pixels;

/// <summary>YBR_FULL and YBR_FULL_422 to RGB (PS3.3 C.7.6.3.1.2).</summary>
internal static class YbrConverter
{
    /// <summary>Converts interleaved Y, CB, CR samples in place.</summary>
    public static void ToRgb(Span<byte> samples, RasterLayout layout)
    {
        if (layout.BytesPerSample != 1)
        {
            throw new UnreadableImageException("Colours stored as luminance and chrominance with 16 bits cannot be read.");
        }

        for (int i = 0; i + 2 < samples.Length; i += 3)
        {
            double luminance = samples[i];
            double blue = samples[i + 1] - 128.0;
            double red = samples[i + 2] - 128.0;
            samples[i] = Clamp(luminance + (1.402 * red));
            samples[i + 1] = Clamp(luminance - (0.344136 * blue) - (0.714136 * red));
            samples[i + 2] = Clamp(luminance + (1.772 * blue));
        }
    }

    /// <summary>Y1 Y2 CB CR for two pixels becomes Y CB CR for each.</summary>
    public static byte[] Upsample(ReadOnlySpan<byte> packed, RasterLayout layout)
    {
        if (layout.BytesPerSample != 1 || layout.Columns % 2 != 0 || packed.Length < layout.PixelCount * 2)
        {
            throw new UnreadableImageException("Colours stored as YBR_FULL_422 need 8 bits and an even number of columns.");
        }

        var samples = new byte[layout.ByteCount];
        for (int pair = 0; pair < layout.PixelCount / 2; pair++)
        {
            ReadOnlySpan<byte> source = packed.Slice(pair * 4, 4);
            Span<byte> target = samples.AsSpan(pair * 6, 6);
            target[0] = source[0];
            target[3] = source[1];
            target[1] = target[4] = source[2];
            target[2] = target[5] = source[3];
        }

        return samples;
    }

    private static byte Clamp(double value) => (byte)Math.Clamp(Math.Floor(value + 0.5), 0, 255);
}
