using System.Runtime.InteropServices;

namespace Studio.Imaging.Dicom.Pixels;

/// <summary>Luminance and chrominance to RGB (PS3.3 C.7.6.3.1.2).</summary>
internal static class YbrConverter
{
    private const int FractionBits = 16;
    private const int Half = 1 << (FractionBits - 1);

    /// <summary>Coefficients of the inverse transform, with <see cref="FractionBits"/> binary places.</summary>
    private readonly record struct Coefficients(double Luminance, double RedFromRed, double GreenFromBlue, double GreenFromRed, double BlueFromBlue);

    private static readonly Coefficients Full = new(1, 1.402, 0.344136, 0.714136, 1.772);
    private static readonly Coefficients Partial = new(255.0 / 219, 1.596027, 0.391762, 0.812968, 2.017232);

    /// <summary>Converts interleaved Y, CB, CR samples over the full range (YBR_FULL) in place.</summary>
    public static void FullToRgb(Span<byte> samples, RasterLayout layout) => ToRgb(samples, layout, Full, blackLevel: 0);

    /// <summary>Converts interleaved Y, CB, CR samples of studio range (YBR_PARTIAL: black is 16 of 255) in place.</summary>
    public static void PartialToRgb(Span<byte> samples, RasterLayout layout) => ToRgb(samples, layout, Partial, blackLevel: 16);

    private static void ToRgb(Span<byte> samples, RasterLayout layout, Coefficients coefficients, int blackLevel)
    {
        switch (layout.BytesPerSample)
        {
            case 1 when layout.BitsStored == 8:
                ToRgb8(samples, coefficients, blackLevel);
                break;
            case 2 when !layout.IsSigned && layout.BitsStored >= 8:
                ToRgb16(MemoryMarshal.Cast<byte, ushort>(samples), coefficients, blackLevel << (layout.BitsStored - 8), layout.BitsStored);
                break;
            default:
                throw new UnreadableImageException($"Colours stored as luminance and chrominance with {layout.BitsStored} bits cannot be read.");
        }
    }

    private static void ToRgb8(Span<byte> samples, Coefficients coefficients, int blackLevel)
    {
        int luminanceFactor = Fixed(coefficients.Luminance);
        int redFromRed = Fixed(coefficients.RedFromRed);
        int greenFromBlue = Fixed(coefficients.GreenFromBlue);
        int greenFromRed = Fixed(coefficients.GreenFromRed);
        int blueFromBlue = Fixed(coefficients.BlueFromBlue);
        for (int i = 0; i + 2 < samples.Length; i += 3)
        {
            int luminance = ((samples[i] - blackLevel) * luminanceFactor) + Half;
            int blue = samples[i + 1] - 128;
            int red = samples[i + 2] - 128;
            samples[i] = Clamp((luminance + (redFromRed * red)) >> FractionBits);
            samples[i + 1] = Clamp((luminance - (greenFromBlue * blue) - (greenFromRed * red)) >> FractionBits);
            samples[i + 2] = Clamp((luminance + (blueFromBlue * blue)) >> FractionBits);
        }
    }

    private static void ToRgb16(Span<ushort> samples, Coefficients coefficients, int blackLevel, int bits)
    {
        double largest = (1 << bits) - 1;
        double neutral = 1 << (bits - 1);
        for (int i = 0; i + 2 < samples.Length; i += 3)
        {
            double luminance = (samples[i] - blackLevel) * coefficients.Luminance;
            double blue = samples[i + 1] - neutral;
            double red = samples[i + 2] - neutral;
            samples[i] = Round(luminance + (coefficients.RedFromRed * red), largest);
            samples[i + 1] = Round(luminance - (coefficients.GreenFromBlue * blue) - (coefficients.GreenFromRed * red), largest);
            samples[i + 2] = Round(luminance + (coefficients.BlueFromBlue * blue), largest);
        }
    }

    /// <summary>Y1 Y2 CB CR for two pixels becomes Y CB CR for each.</summary>
    public static byte[] Upsample(ReadOnlySpan<byte> packed, RasterLayout layout)
    {
        if (layout.BytesPerSample != 1 || layout.Columns % 2 != 0 || packed.Length < layout.PixelCount * 2)
        {
            throw new UnreadableImageException("Colours that share their chrominance need 8 bits and an even number of columns.");
        }

        var samples = new byte[layout.ByteCount];
        for (int pair = 0; pair < layout.PixelCount / 2; pair++)
        {
            ReadOnlySpan<byte> source = packed.Slice(pair * 4, 4);
            Span<byte> target = samples.AsSpan(pair * 6, 6);
            target[0] = source[0];
            target[3] = source[1];
            target[1] = target[4] = source[2];
            target[2] = target[5] = source[3];
        }

        return samples;
    }

    private static int Fixed(double coefficient) => (int)Math.Round(coefficient * (1 << FractionBits));

    private static byte Clamp(int value) => (byte)Math.Clamp(value, 0, 255);

    private static ushort Round(double value, double largest) => (ushort)Math.Clamp(Math.Floor(value + 0.5), 0, largest);
}
