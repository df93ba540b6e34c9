namespace Studio.Imaging.Formats.Tiff;

/// <summary>
/// TIFF 6.0 and BigTIFF: strips and tiles, pages as frames; white-is-zero is turned round, alpha and previews dropped.
/// </summary>
internal sealed class TiffFormat : IImageFormat
{
    private const int Classic = 42;
    private const int Big = 43;
    private const uint PreviewOrMask = 0b101;
    private const double MillimetresPerInch = 25.4;

    public string Name => "TIFF";

    public bool Recognises(ReadOnlySpan<byte> file) =>
        file.Length >= 8 && (file.StartsWith("II"u8) ? file[3] == 0 && IsVersion(file[2]) : file.StartsWith("MM"u8) && file[2] == 0 && IsVersion(file[3]));

    public DecodedFile Decode(ReadOnlyMemory<byte> file, DecodeLimits limits, CancellationToken cancellationToken)
    {
        var bytes = new TiffBytes(file, isBigEndian: file.Span[0] == 'M');
        List<TiffDirectory> directories = ReadDirectories(bytes, limits);
        List<TiffPage> pages = [.. directories.Select(directory => TiffPage.Read(directory, file.Length, limits))];
        LimitGuard.Check(pages[0].Layout, pages.Count, file.Length, limits);
        var frames = new List<RasterImage>();
        for (int i = 0; i < pages.Count; i++)
        {
            if (pages[i].Layout != pages[0].Layout || pages[i].Colour != pages[0].Colour)
            {
                throw new UnreadableImageException($"Page {i + 1} of the TIFF file has another size or kind of pixels than page 1. Save the pages as single files.");
            }

            byte[] samples = new TiffPageReader(bytes, pages[i]).Read(cancellationToken);
            frames.Add(ToRaster(pages[i], samples, directories[i]));
        }

        bool sameKind = frames.TrueForAll(frame => frame.Layout == frames[0].Layout);
        return sameKind
            ? PlainImage.Describe(Name, frames, Spacing(directories[0]))
            : throw new UnreadableImageException("The pages of the TIFF file have different palettes. Save the pages as single files.");
    }

    private static bool IsVersion(byte version) => version is Classic or Big;

    private static List<TiffDirectory> ReadDirectories(TiffBytes bytes, DecodeLimits limits)
    {
        var directories = new List<TiffDirectory>();
        var seen = new HashSet<uint>();
        bool isBig = bytes.UInt16(2) == Big;
        uint offset = bytes.Offset(isBig ? 8 : 4, isBig);
        while (offset != 0)
        {
            if (!seen.Add(offset) || seen.Count > limits.MaxFrames)
            {
                throw new UnreadableImageException("The TIFF file is damaged: its pages form a circle or are too many.");
            }

            TiffDirectory directory = TiffDirectory.Read(bytes, offset, isBig);
            if ((directory.Number(TiffTag.NewSubfileType, 0) & PreviewOrMask) == 0)
            {
                directories.Add(directory);
            }

            offset = directory.Next;
        }

        return directories.Count > 0 ? directories : throw new UnreadableImageException("The TIFF file holds no picture.");
    }

    private static RasterImage ToRaster(TiffPage page, byte[] samples, TiffDirectory directory)
    {
        if (page.Colour == TiffColour.Palette)
        {
            return Palette.Apply(samples, page.Rows, page.Columns, ReadPalette(directory, page.Bits));
        }

        if (page.Colour == TiffColour.WhiteIsZero)
        {
            Invert(samples, page);
        }

        return new RasterImage(page.Layout, samples);
    }

    /// <summary>All red, then all green, then all blue values of 16 bits.</summary>
    private static byte[] ReadPalette(TiffDirectory directory, int bits)
    {
        uint[] map = directory.Numbers(TiffTag.ColorMap);
        int count = 1 << bits;
        if (map.Length < 3 * count)
        {
            throw new UnreadableImageException("The colour palette of the TIFF file is missing or damaged.");
        }

        // Some writers store 8-bit colours in the low byte.
        int shift = map.Any(value => value > 255) ? 8 : 0;
        var colours = new byte[3 * count];
        for (int i = 0; i < colours.Length; i++)
        {
            colours[i] = (byte)(map[((i % 3) * count) + (i / 3)] >> shift);
        }

        return colours;
    }

    private static void Invert(byte[] samples, TiffPage page)
    {
        // For signed samples ~v = −1 − v, which swaps lowest and highest as well.
        byte highest = (byte)(page.Bits < 8 ? (1 << page.Bits) - 1 : byte.MaxValue);
        foreach (ref byte sample in samples.AsSpan())
        {
            sample = (byte)(highest - sample);
        }
    }

    /// <summary>Resolution in centimetres; resolutions in inches are nearly always the screen's or printer's.</summary>
    private static PixelSpacing? Spacing(TiffDirectory directory)
    {
        double? columns = directory.Rational(TiffTag.XResolution);
        double? rows = directory.Rational(TiffTag.YResolution);
        uint unit = directory.Number(TiffTag.ResolutionUnit, 2);
        if (columns is not > 0 || rows is not > 0 || unit is not (2 or 3) || (unit == 2 && columns is 72 or 96 or 150 or 300 or 600))
        {
            return null;
        }

        double millimetres = unit == 3 ? 10 : MillimetresPerInch;
        return new PixelSpacing(millimetres / rows.Value, millimetres / columns.Value);
    }
}
