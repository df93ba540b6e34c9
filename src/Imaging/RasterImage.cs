namespace Studio.Imaging;

/// <summary>One decoded frame: samples as they are stored in the file, before rescale and windowing.</summary>
/// <remarks>
/// Shape [Rows, Columns, SamplesPerPixel], row-major, colour samples interleaved (R, G, B), two-byte samples
/// little-endian. A signed sample is two's complement over the whole <see cref="BytesPerSample"/>.
/// </remarks>
public sealed class RasterImage
{
    /// <param name="layout">Size and sample type.</param>
    /// <param name="samples">Exactly <see cref="RasterLayout.ByteCount"/> bytes; not copied.</param>
    /// <exception cref="ArgumentException">The buffer does not have the announced length.</exception>
    public RasterImage(RasterLayout layout, byte[] samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.LongLength != layout.ByteCount)
        {
            throw new ArgumentException($"{layout.ByteCount} bytes are announced, {samples.LongLength} are given.", nameof(samples));
        }

        Layout = layout;
        Samples = samples;
    }

    public RasterLayout Layout { get; }

    /// <summary>The samples; treat as read-only once the image is shared.</summary>
    public byte[] Samples { get; }

    public int Rows => Layout.Rows;

    public int Columns => Layout.Columns;

    /// <summary>1 (grey) or 3 (red, green, blue).</summary>
    public int SamplesPerPixel => Layout.SamplesPerPixel;

    /// <summary>1 or 2.</summary>
    public int BytesPerSample => Layout.BytesPerSample;

    /// <summary>Significant bits per sample, 1 to 8 × <see cref="BytesPerSample"/>.</summary>
    public int BitsStored => Layout.BitsStored;

    public bool IsSigned => Layout.IsSigned;

    /// <summary>Stored value of one sample.</summary>
    /// <param name="index">Linear sample index: (row × Columns + column) × SamplesPerPixel + sample.</param>
    public int SampleAt(int index)
    {
        if (BytesPerSample == 1)
        {
            return IsSigned ? (sbyte)Samples[index] : Samples[index];
        }

        int raw = Samples[2 * index] | (Samples[(2 * index) + 1] << 8);
        return IsSigned ? (short)raw : raw;
    }
}
