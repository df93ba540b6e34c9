namespace Studio.Imaging.Formats.Jpeg;

/// <summary>JPEG with 8 bits, grey or colour, turned upright by its EXIF orientation.</summary>
internal sealed class JpegFormat(IJpegCodec? codec) : IImageFormat
{
    public string Name => "JPEG";

    public bool Recognises(ReadOnlySpan<byte> file) => file.StartsWith<byte>([0xFF, 0xD8, 0xFF]);

    public DecodedFile Decode(ReadOnlyMemory<byte> file, DecodeLimits limits, CancellationToken cancellationToken)
    {
        JpegHeader header = JpegHeader.Read(file.Span);
        var layout = new RasterLayout(header.Rows, header.Columns, header.Channels, 1, 8);
        LimitGuard.Check(layout, 1, file.Length, limits);
        if (codec is null)
        {
            throw new UnreadableImageException("JPEG files can only be read where the JPEG library is installed.");
        }

        var samples = new byte[layout.ByteCount];
        if (codec.Decode(file.Span, header.Rows, header.Columns, header.Channels, samples) is { } fault)
        {
            throw new UnreadableImageException($"The JPEG file is damaged or ends early ({fault}).");
        }

        RasterImage upright = ExifOrientation.Upright(new RasterImage(layout, samples), header.Orientation);
        string[] warnings = header.Orientation == 1 ? [] : ["The picture was turned upright, as the camera noted in the file."];
        return PlainImage.Describe(Name, [upright], warnings: warnings);
    }
}
