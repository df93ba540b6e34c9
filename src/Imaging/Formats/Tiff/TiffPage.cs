namespace Studio.Imaging.Formats.Tiff;

/// <summary>Colour kinds of TIFF that can be read (PhotometricInterpretation).</summary>
internal enum TiffColour
{
    WhiteIsZero = 0,
    BlackIsZero = 1,
    Rgb = 2,
    Palette = 3,
}

/// <summary>How samples are stored as differences (TIFF 6.0 section 14, Adobe TIFF technical note 3).</summary>
internal enum TiffPredictor
{
    None = 1,
    Horizontal = 2,

    /// <summary>Bytes of equal weight stand together, the highest first, and are stored as differences.</summary>
    FloatingPoint = 3,
}

/// <summary>The fields of one page, checked.</summary>
/// <param name="Samples">Channels in the file, extra ones (alpha) included.</param>
/// <param name="BlockColumns">Width of a tile, or of the page when it is stored in strips.</param>
/// <param name="BlockRows">Height of a tile or strip.</param>
internal sealed record TiffPage(
    int Rows,
    int Columns,
    int Samples,
    int Bits,
    bool IsSigned,
    bool IsFloat,
    TiffColour Colour,
    TiffCompression Compression,
    bool IsPlanar,
    TiffPredictor Predictor,
    int BlockColumns,
    int BlockRows,
    uint[] Offsets,
    uint[] ByteCounts)
{
    private const int FloatFormat = 3;

    public int KeptSamples => Colour == TiffColour.Rgb ? 3 : 1;

    public int SampleBytes => Math.Max(1, Bits / 8);

    public RasterLayout Layout => new(Rows, Columns, KeptSamples, SampleBytes, Bits, IsSigned || IsFloat, IsFloat);

    public static TiffPage Read(TiffDirectory directory, long fileBytes, DecodeLimits limits)
    {
        uint rows = directory.Number(TiffTag.ImageLength, 0);
        uint columns = directory.Number(TiffTag.ImageWidth, 0);
        LimitGuard.CheckSides(rows, columns, limits);
        uint samples = directory.Number(TiffTag.SamplesPerPixel, 1);
        uint[] bits = directory.Numbers(TiffTag.BitsPerSample);
        uint depth = bits.Length == 0 ? 1 : bits[0];
        uint format = directory.Number(TiffTag.SampleFormat, 1);
        uint colour = directory.Number(TiffTag.Photometric, 1);
        CheckKind(samples, bits, depth, format, colour);
        bool isTiled = directory.Has(TiffTag.TileOffsets);
        uint blockColumns = isTiled ? directory.Number(TiffTag.TileWidth, 0) : columns;
        uint blockRows = isTiled ? directory.Number(TiffTag.TileLength, 0) : Math.Min(rows, directory.Number(TiffTag.RowsPerStrip, rows));
        LimitGuard.CheckSides(blockRows, blockColumns, limits);
        LimitGuard.Check(new RasterLayout((int)blockRows, (int)blockColumns, (int)samples, (int)Math.Max(1, depth / 8), 8), 1, fileBytes, limits);
        uint predictor = directory.Number(TiffTag.Predictor, 1);
        bool isPredictorKnown = predictor == 1 || (predictor == 2 && depth is 8 or 16 or 32 && format != FloatFormat) || (predictor == 3 && format == FloatFormat);
        if (!isPredictorKnown || directory.Number(TiffTag.FillOrder, 1) != 1)
        {
            throw new UnreadableImageException("The TIFF file uses a pixel order or prediction that cannot be read.");
        }

        return new TiffPage(
            (int)rows,
            (int)columns,
            (int)samples,
            (int)depth,
            IsSigned: format == 2,
            IsFloat: format == FloatFormat,
            (TiffColour)colour,
            TiffCompressions.Require(directory.Number(TiffTag.Compression, 1)),
            IsPlanar: samples > 1 && directory.Number(TiffTag.PlanarConfiguration, 1) == 2,
            (TiffPredictor)predictor,
            (int)blockColumns,
            (int)blockRows,
            directory.Numbers(isTiled ? TiffTag.TileOffsets : TiffTag.StripOffsets),
            directory.Numbers(isTiled ? TiffTag.TileByteCounts : TiffTag.StripByteCounts));
    }

    private static void CheckKind(uint samples, uint[] bits, uint depth, uint format, uint colour)
    {
        bool isPlainFloat = format == FloatFormat && depth is 32 or 64 && samples == 1 && colour == (uint)TiffColour.BlackIsZero;
        if (format is not (1 or 2) && !isPlainFloat)
        {
            string kind = format == FloatFormat ? $"floating-point pixels of {depth} bits in {samples} channels" : $"pixels of kind {format}";
            throw new UnreadableImageException($"The TIFF file holds {kind}, which cannot be read. Floating point can be read with 32 or 64 bits and one channel, black being zero.");
        }

        if (colour > (uint)TiffColour.Palette)
        {
            string name = colour switch
            {
                4 => "a transparency mask",
                5 => "CMYK colours",
                6 => "YCbCr colours",
                8 or 9 => "Lab colours",
                _ => $"colours of kind {colour}",
            };
            throw new UnreadableImageException($"The TIFF file holds {name}, which cannot be read. Save it as grey or RGB.");
        }

        bool isRgb = colour == (uint)TiffColour.Rgb;
        bool isDepthKnown = isPlainFloat || depth is 8 or 16 || (!isRgb && samples == 1 && depth is 1 or 2 or 4 or 32);
        if (!isDepthKnown || bits.Any(other => other != depth) || (colour == (uint)TiffColour.Palette && depth > 8))
        {
            throw new UnreadableImageException($"The TIFF file has {string.Join('/', bits.Take(8))} bits per sample, which cannot be read.");
        }

        uint fewest = isRgb ? 3u : 1u;
        if (samples < fewest || samples > fewest + 4)
        {
            throw new UnreadableImageException($"The TIFF file has {samples} channels, which cannot be read.");
        }
    }
}
