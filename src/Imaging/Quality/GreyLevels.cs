using System.Numerics;
using System.Runtime.InteropServices;

namespace Studio.Imaging.Quality;

/// <summary>
/// A picture's brightness as whole numbers from 0 that rise with brightness, so that it can be counted. Colour is luminance
/// (ITU-R BT.601), rounded; MONOCHROME1 is mirrored within its bit depth before the rescale, as networks see it.
/// </summary>
/// <param name="Levels">[rows, columns].</param>
/// <param name="Top">Highest level that the samples can have, by their bits.</param>
/// <param name="Scale">Not negative. Value after rescale = <paramref name="Scale"/> × level + <paramref name="Offset"/>.</param>
internal sealed record GreyLevels(int Rows, int Columns, ushort[] Levels, int Top, double Scale, double Offset)
{
    private const uint Red = 19_595;
    private const uint Green = 38_470;
    private const uint Blue = 7_471;
    private const int Unity = 16;

    /// <exception cref="ArgumentException">Samples of more than two bytes, or neither one nor three per pixel.</exception>
    public static GreyLevels Of(RasterImage image, bool isMonochrome1, double slope, double intercept)
    {
        if (!image.Layout.IsWorkingForm || image.SamplesPerPixel is not (1 or 3))
        {
            throw new ArgumentException(
                $"{image.SamplesPerPixel} samples of {image.BytesPerSample} bytes per pixel are no picture in working form.", nameof(image));
        }

        // The most negative signed sample becomes level 0.
        int origin = image.IsSigned ? -(1 << ((8 * image.BytesPerSample) - 1)) : 0;
        int top = image.IsSigned ? (1 << (8 * image.BytesPerSample)) - 1 : (1 << image.BitsStored) - 1;
        var levels = new ushort[image.Rows * image.Columns];
        Read(image, origin, levels);
        bool isMirrored = isMonochrome1 && image.SamplesPerPixel == 1;
        double offset = (slope * origin) + intercept;
        if (isMirrored != slope < 0)
        {
            Mirror(levels, top);
        }

        // A falling rescale rises over mirrored levels.
        return slope < 0
            ? new GreyLevels(image.Rows, image.Columns, levels, top, -slope, offset + (slope * top))
            : new GreyLevels(image.Rows, image.Columns, levels, top, slope, offset);
    }

    public double ValueOf(double level) => (Scale * level) + Offset;

    private static void Read(RasterImage image, int origin, ushort[] levels)
    {
        switch (image.BytesPerSample, image.IsSigned)
        {
            case (1, false):
                Read<byte>(image.Samples, image.SamplesPerPixel, origin, levels);
                break;
            case (1, true):
                Read(MemoryMarshal.Cast<byte, sbyte>(image.Samples), image.SamplesPerPixel, origin, levels);
                break;
            case (_, false):
                Read(MemoryMarshal.Cast<byte, ushort>(image.Samples), image.SamplesPerPixel, origin, levels);
                break;
            default:
                Read(MemoryMarshal.Cast<byte, short>(image.Samples), image.SamplesPerPixel, origin, levels);
                break;
        }
    }

    private static void Read<T>(ReadOnlySpan<T> stored, int samplesPerPixel, int origin, ushort[] levels)
        where T : IBinaryInteger<T>
    {
        if (samplesPerPixel == 1)
        {
            for (int pixel = 0; pixel < levels.Length; pixel++)
            {
                levels[pixel] = (ushort)(int.CreateTruncating(stored[pixel]) - origin);
            }

            return;
        }

        for (int pixel = 0; pixel < levels.Length; pixel++)
        {
            uint sum = (Red * Level(stored[3 * pixel])) + (Green * Level(stored[(3 * pixel) + 1])) + (Blue * Level(stored[(3 * pixel) + 2]));
            levels[pixel] = (ushort)((sum + (1u << (Unity - 1))) >> Unity);
        }

        uint Level(T sample) => (uint)(int.CreateTruncating(sample) - origin);
    }

    private static void Mirror(ushort[] levels, int top)
    {
        for (int pixel = 0; pixel < levels.Length; pixel++)
        {
            levels[pixel] = (ushort)Math.Max(0, top - levels[pixel]);
        }
    }
}
