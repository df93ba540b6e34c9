namespace Studio.Imaging.Display;

/// <summary>A rectangle of whole pixels.</summary>
/// <param name="Left">First column, from 0.</param>
/// <param name="Top">First row, from 0.</param>
/// <param name="Width">Columns, at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
public readonly record struct PixelRectangle(int Left, int Top, int Width, int Height);

/// <summary>Paints rectangles black so that nothing of what was below is left in the samples.</summary>
public static class BlackOut
{
    /// <summary>A copy in which every sample inside the rectangles is the picture's darkest stored value.</summary>
    /// <param name="rectangles">Parts outside the picture are ignored.</param>
    /// <param name="photometric">With MONOCHROME1 the largest value is black (PS3.3 C.7.6.3.1.2).</param>
    /// <param name="statistics">Range of the picture: the fill does not widen it, so windows stay as they are.</param>
    public static RasterImage Apply(
        RasterImage picture, IReadOnlyList<PixelRectangle> rectangles, Photometric photometric, in SampleStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(rectangles);
        double black = photometric switch
        {
            Photometric.Rgb => 0,
            Photometric.Monochrome1 => statistics.Maximum,
            _ => statistics.Minimum,
        };
        int raw = (int)black;
        byte[] samples = (byte[])picture.Samples.Clone();
        foreach (PixelRectangle rectangle in rectangles)
        {
            Fill(samples, picture.Layout, rectangle, raw);
        }

        return new RasterImage(picture.Layout, samples);
    }

    private static void Fill(byte[] samples, RasterLayout layout, PixelRectangle rectangle, int raw)
    {
        int left = Math.Clamp(rectangle.Left, 0, layout.Columns);
        int right = Math.Clamp(rectangle.Left + rectangle.Width, left, layout.Columns);
        int top = Math.Clamp(rectangle.Top, 0, layout.Rows);
        int bottom = Math.Clamp(rectangle.Top + rectangle.Height, top, layout.Rows);
        int pixelBytes = layout.SamplesPerPixel * layout.BytesPerSample;
        for (int row = top; row < bottom; row++)
        {
            Span<byte> line = samples.AsSpan(((row * layout.Columns) + left) * pixelBytes, (right - left) * pixelBytes);
            for (int i = 0; i < line.Length; i++)
            {
                line[i] = (byte)(raw >> (8 * (i % layout.BytesPerSample)));
            }
        }
    }
}
