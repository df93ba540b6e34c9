using System.Globalization;

namespace Studio.Imaging.Masks;

/// <summary>Takes the values of mask pixels out of decoded frames.</summary>
internal static class MaskValues
{
    /// <summary>How far a rescaled value may be from a whole number: slopes such as 1/255 are stored with 24 bits.</summary>
    private const double WholeNumberTolerance = 1e-3;

    /// <summary>Whether all frames hold greys only, as those of many programs do that save masks as RGB.</summary>
    public static bool AreGrey(IReadOnlyList<RasterImage> frames) =>
        frames[0].SamplesPerPixel == 1 || frames.All(frame => Array.TrueForAll(Colours(frame), IsGrey));

    /// <summary>Grey values after rescale, [Rows, Columns].</summary>
    /// <exception cref="UnreadableImageException">A value is no whole number, or one beyond 32 bits.</exception>
    public static int[] Greys(RasterImage frame, ImageFacts facts)
    {
        if (frame.SamplesPerPixel == 3)
        {
            return Array.ConvertAll(Colours(frame), colour => colour & 0xFF);
        }

        bool isPlain = frame.Layout.IsWorkingForm && facts.RescaleSlope == 1 && facts.RescaleIntercept == 0;
        var values = new int[frame.Layout.PixelCount];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = isPlain ? frame.SampleAt(i) : Whole((frame.ValueAt(i) * facts.RescaleSlope) + facts.RescaleIntercept);
        }

        return values;
    }

    /// <summary>0xRRGGBB, the high 8 bits of each sample.</summary>
    public static int[] Colours(RasterImage frame)
    {
        int shift = Math.Max(0, frame.BitsStored - 8);
        var values = new int[frame.Layout.PixelCount];
        for (int i = 0; i < values.Length; i++)
        {
            int red = frame.SampleAt(3 * i) >> shift;
            int green = frame.SampleAt((3 * i) + 1) >> shift;
            int blue = frame.SampleAt((3 * i) + 2) >> shift;
            values[i] = (red << 16) | (green << 8) | blue;
        }

        return values;
    }

    private static bool IsGrey(int colour) => (colour >> 16) == (colour & 0xFF) && ((colour >> 8) & 0xFF) == (colour & 0xFF);

    private static int Whole(double value)
    {
        double whole = Math.Round(value);
        if (Math.Abs(value - whole) <= WholeNumberTolerance && Math.Abs(whole) <= int.MaxValue)
        {
            return (int)whole;
        }

        string example = value.ToString("G6", CultureInfo.InvariantCulture);
        throw new UnreadableImageException(
            $"The mask holds values such as {example}, but a mask has whole numbers, one per class. It may be a picture or a map of probabilities; export it as a label map.");
    }
}
