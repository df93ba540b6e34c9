namespace Studio.Imaging.Dicom.Pixels;

/// <summary>The image pixel module of a dataset (PS3.3 C.7.6.3, C.7.6.24 and C.7.6.25), checked.</summary>
/// <param name="BitsAllocated">1, 8, 16 or 32; 32 or 64 for floating point.</param>
/// <param name="BitsStored">1 to BitsAllocated.</param>
/// <param name="HighBit">BitsStored − 1 to BitsAllocated − 1.</param>
/// <param name="IsPlanar">Whether colours lie in planes (planar configuration 1).</param>
/// <param name="Photometric">Photometric interpretation as named by the standard.</param>
/// <param name="IsFloat">Whether samples are IEEE 754 numbers.</param>
public sealed record PixelDescription(
    int Rows,
    int Columns,
    int SamplesPerPixel,
    int BitsAllocated,
    int BitsStored,
    int HighBit,
    bool IsSigned,
    bool IsPlanar,
    string Photometric,
    int FrameCount,
    bool IsFloat = false)
{
    private static readonly string[] GreyKinds = ["MONOCHROME1", "MONOCHROME2", "PALETTE COLOR"];
    private static readonly string[] ColourKinds = ["RGB", "YBR_FULL", "YBR_FULL_422", "YBR_PARTIAL_420", "YBR_PARTIAL_422", "YBR_ICT", "YBR_RCT"];

    public long PixelCount => (long)Rows * Columns;

    public int BytesPerSample => BitsAllocated == 1 ? 1 : BitsAllocated / 8;

    /// <summary>Whether two pixels share their chrominance in uncompressed data (Y, Y, CB, CR).</summary>
    public bool IsSubsampled => Photometric is "YBR_FULL_422" or "YBR_PARTIAL_422";

    /// <summary>Samples of one frame after unpacking, whole bytes each.</summary>
    public RasterLayout UnpackedLayout => new(Rows, Columns, SamplesPerPixel, BytesPerSample, BitsStored, IsSigned, IsFloat);

    internal static PixelDescription Read(DicomDataset dataset, DicomTag pixelTag, List<string> warnings)
    {
        int rows = Require(dataset, DicomTag.Rows, "rows");
        int columns = Require(dataset, DicomTag.Columns, "columns");
        int samples = dataset.Integer(DicomTag.SamplesPerPixel) ?? 1;
        string photometric = dataset.Text(DicomTag.PhotometricInterpretation) ?? (samples == 3 ? "RGB" : "MONOCHROME2");
        bool isFloat = pixelTag != DicomTag.PixelData;
        int allocated = isFloat ? FloatBits(pixelTag) : Require(dataset, DicomTag.BitsAllocated, "bits per sample");
        if (!isFloat && allocated is not (1 or 8 or 16 or 32))
        {
            throw new UnreadableImageException($"The pixels have {allocated} bits; 1, 8, 16 and 32 bits can be read.");
        }

        bool isGrey = samples == 1 && GreyKinds.Contains(photometric);
        bool isColour = samples == 3 && allocated > 1 && !isFloat && ColourKinds.Contains(photometric);
        if (!isGrey && !isColour)
        {
            throw new UnreadableImageException($"Pixels of the kind {photometric} with {samples} samples cannot be read.");
        }

        (int stored, int high) = isFloat ? (allocated, allocated - 1) : Bits(dataset, allocated, warnings);
        return new PixelDescription(
            rows,
            columns,
            samples,
            allocated,
            stored,
            high,
            IsSigned: isFloat || (dataset.Integer(DicomTag.PixelRepresentation) == 1 && allocated > 1),
            IsPlanar: samples == 3 && dataset.Integer(DicomTag.PlanarConfiguration) == 1,
            photometric,
            Frames(dataset, warnings),
            isFloat);
    }

    private static int FloatBits(DicomTag pixelTag) => pixelTag == DicomTag.FloatPixelData ? 32 : 64;

    private static int Frames(DicomDataset dataset, List<string> warnings)
    {
        int frames = dataset.Integer(DicomTag.NumberOfFrames) ?? 1;
        if (frames >= 1)
        {
            return frames;
        }

        warnings.Add($"The file announces {frames} frames; one is read.");
        return 1;
    }

    private static int Require(DicomDataset dataset, DicomTag tag, string name) =>
        dataset.Integer(tag) is { } value and >= 0
            ? value
            : throw new UnreadableImageException($"The DICOM file does not say how many {name} its picture has (element {tag}).");

    private static (int Stored, int High) Bits(DicomDataset dataset, int allocated, List<string> warnings)
    {
        int stored = dataset.Integer(DicomTag.BitsStored) ?? allocated;
        if (stored < 1 || stored > allocated)
        {
            warnings.Add($"The file announces {stored} used bits of {allocated}; all {allocated} are read.");
            return (allocated, allocated - 1);
        }

        int high = dataset.Integer(DicomTag.HighBit) ?? stored - 1;
        if (high < stored - 1 || high >= allocated)
        {
            warnings.Add($"The file announces {high} as highest bit of {stored}; {stored - 1} is taken.");
            high = stored - 1;
        }

        return (stored, high);
    }
}
