namespace Studio.Imaging.Formats;

/// <summary>What picture formats without clinical metadata have in common.</summary>
internal static class PlainImage
{
    public static DecodedFile Describe(
        string format,
        IReadOnlyList<RasterImage> frames,
        PixelSpacing? spacing = null,
        IReadOnlyList<string>? warnings = null,
        string? encoding = null)
    {
        RasterLayout layout = frames[0].Layout;
        var facts = new ImageFacts
        {
            Format = format,
            Layout = layout,
            Photometric = layout.SamplesPerPixel == 3 ? Photometric.Rgb : Photometric.Monochrome2,
            FrameCount = frames.Count,
            Statistics = SampleStatistics.Measure(frames),
            PixelSpacing = spacing,
            Encoding = encoding,
            Warnings = warnings ?? [],
        };
        return new DecodedFile(facts, frames);
    }

    /// <summary>Keeps the first bytes of every pixel: drops alpha and other extra channels.</summary>
    public static byte[] KeepChannels(byte[] samples, int pixelBytes, int keptBytes)
    {
        if (pixelBytes == keptBytes)
        {
            return samples;
        }

        int pixels = samples.Length / pixelBytes;
        var kept = new byte[(long)pixels * keptBytes];
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            samples.AsSpan(pixel * pixelBytes, keptBytes).CopyTo(kept.AsSpan(pixel * keptBytes));
        }

        return kept;
    }
}
