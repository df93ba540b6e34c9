namespace Studio.Imaging;

/// <summary>Size and sample type of a frame.</summary>
/// <param name="Rows">Height in pixels, at least 1.</param>
/// <param name="Columns">Width in pixels, at least 1.</param>
/// <param name="SamplesPerPixel">1 (grey) or 3 (red, green, blue).</param>
/// <param name="BytesPerSample">1 or 2.</param>
/// <param name="BitsStored">Significant bits per sample, 1 to 8 × BytesPerSample.</param>
/// <param name="IsSigned">Whether samples are two's complement.</param>
public readonly record struct RasterLayout(
    int Rows,
    int Columns,
    int SamplesPerPixel,
    int BytesPerSample,
    int BitsStored,
    bool IsSigned = false)
{
    public long PixelCount => (long)Rows * Columns;

    public long SampleCount => PixelCount * SamplesPerPixel;

    public long ByteCount => SampleCount * BytesPerSample;

    /// <summary>Smallest value a sample can have.</summary>
    public int LowestValue => IsSigned ? -(1 << (BitsStored - 1)) : 0;

    /// <summary>Largest value a sample can have.</summary>
    public int HighestValue => (1 << (IsSigned ? BitsStored - 1 : BitsStored)) - 1;
}
