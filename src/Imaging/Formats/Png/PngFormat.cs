namespace Studio.Imaging.Formats.Png;

/// <summary>PNG: grey stays grey with its bit depth, colour and palettes become RGB, alpha is dropped.</summary>
internal sealed class PngFormat : IImageFormat
{
    public string Name => "PNG";

    public bool Recognises(ReadOnlySpan<byte> file) => PngReader.Recognises(file);

    public DecodedFile Decode(ReadOnlyMemory<byte> file, DecodeLimits limits, CancellationToken cancellationToken)
    {
        PngContent content = PngReader.Read(file, limits);
        RasterImage image = ToRaster(content);
        return PlainImage.Describe(Name, [image], content.Spacing, content.Warnings);
    }

    private static RasterImage ToRaster(PngContent content)
    {
        PngHeader header = content.Header;
        if (header.Colour == PngColour.Indexed)
        {
            return Palette.Apply(content.Samples, header.Rows, header.Columns, content.Palette);
        }

        int sampleBytes = header.BitDepth == 16 ? 2 : 1;
        int kept = header.Colour is PngColour.Grey or PngColour.GreyAlpha ? 1 : 3;
        byte[] samples = PlainImage.KeepChannels(content.Samples, header.Channels * sampleBytes, kept * sampleBytes);
        return new RasterImage(new RasterLayout(header.Rows, header.Columns, kept, sampleBytes, header.BitDepth), samples);
    }
}
