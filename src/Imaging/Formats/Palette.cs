namespace Studio.Imaging.Formats;

/// <summary>Colour palettes of PNG and TIFF files.</summary>
internal static class Palette
{
    /// <summary>Looks every index up; a palette of pure greys gives a grey image, any other an RGB image.</summary>
    /// <param name="indices">[rows, columns]</param>
    /// <param name="colours">R, G, B triples.</param>
    /// <exception cref="UnreadableImageException">An index lies outside the palette.</exception>
    public static RasterImage Apply(ReadOnlySpan<byte> indices, int rows, int columns, ReadOnlySpan<byte> colours)
    {
        int count = colours.Length / 3;
        byte highest = Highest(indices);
        if (highest >= count)
        {
            throw new UnreadableImageException($"A pixel has colour {highest}, but the palette has only {count} colours.");
        }

        bool isGrey = IsGrey(colours);
        int channels = isGrey ? 1 : 3;
        var samples = new byte[(long)indices.Length * channels];
        for (int i = 0; i < indices.Length; i++)
        {
            colours.Slice(indices[i] * 3, channels).CopyTo(samples.AsSpan(i * channels));
        }

        return new RasterImage(new RasterLayout(rows, columns, channels, 1, 8), samples);
    }

    private static byte Highest(ReadOnlySpan<byte> values)
    {
        byte highest = 0;
        foreach (byte value in values)
        {
            highest = Math.Max(highest, value);
        }

        return highest;
    }

    private static bool IsGrey(ReadOnlySpan<byte> colours)
    {
        for (int i = 0; i < colours.Length; i += 3)
        {
            if (colours[i] != colours[i + 1] || colours[i] != colours[i + 2])
            {
                return false;
            }
        }

        return true;
    }
}
