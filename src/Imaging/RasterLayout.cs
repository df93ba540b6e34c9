namespace Studio.Imaging;

/// <summary>Size and sample type of a frame.</summary>
/// <param name="Rows">Height in pixels, at least 1.</param>
/// <param name="Columns">Width in pixels, at least 1.</param>
/// <param name="SamplesPerPixel">1 (grey) or 3 (red, green, blue).</param>
/// <param name="BytesPerSample">1, 2 or 4; 4 or 8 where <paramref name="IsFloat"/>.</param>
/// <param name="BitsStored">Significant bits per sample, 1 to 8 × BytesPerSample; all of them for floating point.</param>
/// <param name="IsSigned">Whether samples are two's complement; true for floating point.</param>
/// <param name="IsFloat">Whether samples are IEEE 754 numbers, single (4 bytes) or double (8 bytes).</param>
public readonly record struct RasterLayout(
    int Rows,
    int Columns,
    int SamplesPerPixel,
    int BytesPerSample,
    int BitsStored,
    bool IsSigned = false,
    bool IsFloat = false)
{
    public long PixelCount => (long)Rows * Columns;

    public long SampleCount => PixelCount * SamplesPerPixel;

    public long ByteCount => SampleCount * BytesPerSample;

    /// <summary>Smallest value a whole-number sample can have.</summary>
    public long LowestValue => IsSigned ? -(1L << (BitsStored - 1)) : 0;

    /// <summary>Largest value a whole-number sample can have.</summary>
    public long HighestValue => (1L << (IsSigned ? BitsStored - 1 : BitsStored)) - 1;

    /// <summary>
    /// Whether the browser, the sample cache and the network take these samples as they are: whole numbers of one or two
    /// bytes. <see cref="WorkingForm"/> makes such samples of any others.
    /// </summary>
    public bool IsWorkingForm => !IsFloat && BytesPerSample <= 2;
}
