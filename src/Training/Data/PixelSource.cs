using System.Buffers.Binary;
using Studio.Contracts.Jobs;
using Studio.Training.Jobs;

namespace Studio.Training.Data;

/// <summary>Stored samples of one frame: interleaved, little-endian, rows × columns × samplesPerPixel × bytesPerSample.</summary>
sealed record PixelSource(
    int Rows,
    int Columns,
    int SamplesPerPixel,
    int BytesPerSample,
    int BitsStored,
    bool IsSigned,
    bool IsMonochrome1,
    ReadOnlyMemory<byte> Samples)
{
    /// <summary>Smallest value that the bit depth can hold.</summary>
    public double LeastValue => IsSigned ? -Math.Pow(2, BitsStored - 1) : 0;

    /// <summary>Largest value that the bit depth can hold.</summary>
    public double MostValue => IsSigned ? Math.Pow(2, BitsStored - 1) - 1 : Math.Pow(2, BitsStored) - 1;

    public long ExpectedBytes => (long)Rows * Columns * SamplesPerPixel * BytesPerSample;

    public static PixelSource Of(SampleSpec spec, ReadOnlyMemory<byte> samples)
    {
        var source = new PixelSource(
            spec.Rows, spec.Columns, spec.SamplesPerPixel, spec.BytesPerSample, spec.BitsStored, spec.IsSigned, spec.IsMonochrome1, samples);
        return samples.Length == source.ExpectedBytes
            ? source
            : throw new JobFailureException(
                $"{spec.Name}: its pixels take {samples.Length} bytes, its size asks for {source.ExpectedBytes}. Import the image again.");
    }

    /// <summary>One plane per channel, [channels, rows, columns]: grey repeated, colour kept or averaged to luminance.</summary>
    /// <param name="channels">1 or 3.</param>
    public float[][] ToPlanes(int channels)
    {
        var stored = new float[SamplesPerPixel][];
        for (var sample = 0; sample < SamplesPerPixel; sample++)
        {
            stored[sample] = ReadPlane(sample);
        }

        if (IsMonochrome1 && SamplesPerPixel == 1)
        {
            Invert(stored[0]);
        }

        return (SamplesPerPixel, channels) switch
        {
            (1, 1) => stored,
            (1, _) => [.. Enumerable.Repeat(stored[0], channels)],
            (_, 1) => [Luminance(stored[0], stored[1], stored[2])],
            _ => stored,
        };
    }

    float[] ReadPlane(int sample)
    {
        var plane = new float[Rows * Columns];
        var bytes = Samples.Span;
        for (var pixel = 0; pixel < plane.Length; pixel++)
        {
            var index = (pixel * SamplesPerPixel) + sample;
            plane[pixel] = (BytesPerSample, IsSigned) switch
            {
                (1, false) => bytes[index],
                (1, true) => (sbyte)bytes[index],
                (_, false) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * index)..]),
                _ => BinaryPrimitives.ReadInt16LittleEndian(bytes[(2 * index)..]),
            };
        }

        return plane;
    }

    /// <summary>MONOCHROME1 stores white as the smallest value (PS3.3 C.7.6.3.1.2); networks always see black as the smallest.</summary>
    void Invert(float[] plane)
    {
        var mirror = (float)(LeastValue + MostValue);
        for (var pixel = 0; pixel < plane.Length; pixel++)
        {
            plane[pixel] = mirror - plane[pixel];
        }
    }

    /// <summary>Y = 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601).</summary>
    static float[] Luminance(float[] red, float[] green, float[] blue)
    {
        var grey = new float[red.Length];
        for (var pixel = 0; pixel < grey.Length; pixel++)
        {
            grey[pixel] = (0.299f * red[pixel]) + (0.587f * green[pixel]) + (0.114f * blue[pixel]);
        }

        return grey;
    }
}
