using System.Buffers.Binary;

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

    /// <summary>1, 2, 4 or 8; see <see cref="RasterLayout"/>.</summary>
    public int BytesPerSample => Layout.BytesPerSample;

    /// <summary>Significant bits per sample, 1 to 8 × <see cref="BytesPerSample"/>.</summary>
    public int BitsStored => Layout.BitsStored;

    public bool IsSigned => Layout.IsSigned;

    /// <summary>Stored value of one sample of a frame in working form (one or two bytes, whole numbers).</summary>
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

    /// <summary>Stored value of one sample of any type; may be NaN or infinite in floating point.</summary>
    /// <param name="index">As for <see cref="SampleAt"/>.</param>
    public double ValueAt(int index)
    {
        ReadOnlySpan<byte> sample = Samples.AsSpan(index * BytesPerSample, BytesPerSample);
        return (BytesPerSample, Layout.IsFloat, IsSigned) switch
        {
            (4, true, _) => BinaryPrimitives.ReadSingleLittleEndian(sample),
            (8, true, _) => BinaryPrimitives.ReadDoubleLittleEndian(sample),
            (4, false, true) => BinaryPrimitives.ReadInt32LittleEndian(sample),
            (4, false, false) => BinaryPrimitives.ReadUInt32LittleEndian(sample),
            _ => SampleAt(index),
        };
    }
}
