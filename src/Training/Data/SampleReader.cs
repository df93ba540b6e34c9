using System.Numerics;
using System.Runtime.InteropServices;

namespace Studio.Training.Data;

/// <summary>Stored whole numbers to values after rescale.</summary>
static class SampleReader
{
    /// <param name="sample">Which of the interleaved samples of a pixel.</param>
    /// <param name="target">[rows × columns]; MONOCHROME1 is mirrored within the range of its bit depth before the rescale.</param>
    public static void Read(PixelSource source, int sample, Span<float> target)
    {
        var bytes = source.Samples.Span;
        var step = source.SamplesPerPixel;
        switch (source.BytesPerSample, source.IsSigned)
        {
            case (1, false):
                Convert(bytes[sample..], step, target);
                break;
            case (1, true):
                Convert(MemoryMarshal.Cast<byte, sbyte>(bytes)[sample..], step, target);
                break;
            case (_, false):
                Convert(MemoryMarshal.Cast<byte, ushort>(bytes)[sample..], step, target);
                break;
            default:
                Convert(MemoryMarshal.Cast<byte, short>(bytes)[sample..], step, target);
                break;
        }

        // value = slope · stored + intercept, with mirrored = least + most - stored in place of stored where inverted
        var mirror = source.LeastValue + source.MostValue;
        var slope = source.IsInverted ? -source.RescaleSlope : source.RescaleSlope;
        var intercept = source.RescaleIntercept + (source.IsInverted ? source.RescaleSlope * mirror : 0);
        if (slope != 1 || intercept != 0)
        {
            Rescale(target, (float)slope, (float)intercept);
        }
    }

    static void Convert<T>(ReadOnlySpan<T> stored, int step, Span<float> target)
        where T : IBinaryInteger<T>
    {
        for (var pixel = 0; pixel < target.Length; pixel++)
        {
            target[pixel] = float.CreateTruncating(stored[pixel * step]);
        }
    }

    static void Rescale(Span<float> values, float slope, float intercept)
    {
        for (var pixel = 0; pixel < values.Length; pixel++)
        {
            values[pixel] = (values[pixel] * slope) + intercept;
        }
    }
}
