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
    /// <summary>Value = slope × stored + intercept (PS3.3 C.7.6.16.2.9).</summary>
    public double RescaleSlope { get; init; } = 1;
    public double RescaleIntercept { get; init; }

    /// <summary>Smallest value that the bit depth can hold.</summary>
    public double LeastValue => IsSigned ? -Math.Pow(2, BitsStored - 1) : 0;

    /// <summary>Largest value that the bit depth can hold.</summary>
    public double MostValue => IsSigned ? Math.Pow(2, BitsStored - 1) - 1 : Math.Pow(2, BitsStored) - 1;

    public long ExpectedBytes => (long)Rows * Columns * SamplesPerPixel * BytesPerSample;

    /// <summary>MONOCHROME1 stores white as the smallest value (PS3.3 C.7.6.3.1.2); networks always see black as the smallest.</summary>
    public bool IsInverted => IsMonochrome1 && SamplesPerPixel == 1;

    public static PixelSource Of(SampleSpec spec, ReadOnlyMemory<byte> samples)
    {
        var source = new PixelSource(
            spec.Rows, spec.Columns, spec.SamplesPerPixel, spec.BytesPerSample, spec.BitsStored, spec.IsSigned, spec.IsMonochrome1, samples)
        {
            RescaleSlope = spec.RescaleSlope,
            RescaleIntercept = spec.RescaleIntercept,
        };
        return samples.Length == source.ExpectedBytes
            ? source
            : throw new JobFailureException(
                $"{spec.Name}: its pixels take {samples.Length} bytes, its size asks for {source.ExpectedBytes}. Import the image again.");
    }

    /// <summary>One plane per channel, [channels, rows, columns], after rescale: grey repeated, colour kept or averaged to luminance.</summary>
    /// <param name="channels">1 or 3 for colour; any number for grey, which repeats one array.</param>
    public float[][] ToPlanes(int channels)
    {
        var stored = new float[SamplesPerPixel][];
        for (var sample = 0; sample < SamplesPerPixel; sample++)
        {
            stored[sample] = GC.AllocateUninitializedArray<float>(Rows * Columns);
            SampleReader.Read(this, sample, stored[sample]);
        }

        return (SamplesPerPixel, channels) switch
        {
            (1, _) => [.. Enumerable.Repeat(stored[0], channels)],
            (_, 1) => [Luminance(stored[0], stored[1], stored[2])],
            _ => stored,
        };
    }

    /// <summary>Y = 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601).</summary>
    static float[] Luminance(float[] red, float[] green, float[] blue)
    {
        var grey = GC.AllocateUninitializedArray<float>(red.Length);
        for (var pixel = 0; pixel < grey.Length; pixel++)
        {
            grey[pixel] = (0.299f * red[pixel]) + (0.587f * green[pixel]) + (0.114f * blue[pixel]);
        }

        return grey;
    }
}
