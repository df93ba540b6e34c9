using System.Globalization;
using System.Runtime.InteropServices;

namespace Studio.Imaging;

/// <summary>
/// Samples as the browser, the sample cache and the network take them: whole numbers of one or two bytes. Wider whole
/// numbers, floating point and a modality lookup table are turned into them; value = sample × slope + intercept stays true.
/// Indices of a colour palette become colours.
/// </summary>
public static class WorkingForm
{
    private const int Levels = 65_536;

    /// <summary>The same file in working form; itself where it is in that form already.</summary>
    /// <remarks>
    /// Whole numbers that span at most 65 536 values are kept exactly. Others are laid on 65 536 equal steps between the
    /// smallest and the largest finite value of the file, an error of at most half a step, and a warning says so; colours
    /// between the smallest and largest value their type has. NaN becomes the smallest value.
    /// </remarks>
    public static DecodedFile Of(DecodedFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        ImageFacts facts = file.Facts;
        if (facts.Palette is { } palette)
        {
            ImageFacts colours = facts with { Palette = null, ModalityLut = null, Photometric = Photometric.Rgb };
            return With(file, colours, [.. file.Frames.Select(palette.Apply)]);
        }

        if (facts.ModalityLut is { } table)
        {
            return With(file, Linear(facts, 1, 0) with { ModalityLut = null }, [.. file.Frames.Select(frame => LookUp(frame, table))]);
        }

        return facts.Layout.IsWorkingForm ? file : Narrow(file);
    }

    private static DecodedFile With(DecodedFile file, ImageFacts facts, IReadOnlyList<RasterImage> frames) => file with
    {
        Facts = facts with { Layout = frames[0].Layout, Statistics = SampleStatistics.Measure(frames) },
        Frames = frames,
    };

    /// <summary>The table's outputs replace the samples, and rescale with them (PS3.3 C.11.1.1).</summary>
    private static RasterImage LookUp(RasterImage frame, LookupTable table)
    {
        RasterLayout layout = frame.Layout with { BytesPerSample = 2, BitsStored = table.BitsPerEntry, IsSigned = false, IsFloat = false };
        return Map(frame, layout, table.At);
    }

    private static DecodedFile Narrow(DecodedFile file)
    {
        ImageFacts facts = file.Facts;
        SampleStatistics range = facts.Statistics;
        RasterLayout layout = facts.Layout with { BytesPerSample = 2, BitsStored = 16, IsSigned = false, IsFloat = false };
        if (facts.Photometric != Photometric.Rgb && range.Maximum - range.Minimum < Levels && file.Frames.All(HoldsWholeNumbers))
        {
            bool isSigned = range.Minimum < 0 && range.Minimum >= short.MinValue && range.Maximum <= short.MaxValue;
            double origin = isSigned || (range.Minimum >= 0 && range.Maximum < Levels) ? 0 : range.Minimum;
            return With(
                file,
                Linear(facts, 1, origin),
                [.. file.Frames.Select(frame => Map(frame, layout with { IsSigned = isSigned }, value => (ushort)(int)(Finite(value, range) - origin)))]);
        }

        bool isColour = facts.Photometric == Photometric.Rgb && !facts.Layout.IsFloat;
        double low = isColour ? facts.Layout.LowestValue : range.Minimum;
        double high = isColour ? facts.Layout.HighestValue : range.Maximum;

        // Halves keep the span finite for numbers near the end of the double range.
        double step = high > low ? ((high / 2) - (low / 2)) / ((Levels - 1) / 2.0) : 1;
        string warning = string.Create(
            CultureInfo.InvariantCulture,
            $"The file's {(facts.Layout.IsFloat ? "floating-point" : "wide")} values are kept in {Levels:N0} equal steps from {low:G6} to {high:G6}; each may be off by up to {step / 2:G3}.");
        return With(
            file,
            Linear(facts, step, low) with { Warnings = [.. facts.Warnings, warning] },
            [.. file.Frames.Select(frame => Map(frame, layout, value => (ushort)Math.Round((Finite(value, range) - low) / step)))]);
    }

    private static double Finite(double value, SampleStatistics range) =>
        double.IsNaN(value) ? range.Minimum : Math.Clamp(value, range.Minimum, range.Maximum);

    private static bool HoldsWholeNumbers(RasterImage frame)
    {
        if (!frame.Layout.IsFloat)
        {
            return true;
        }

        for (int i = 0; i < frame.Layout.SampleCount; i++)
        {
            double value = frame.ValueAt(i);
            if (double.IsFinite(value) && value != Math.Floor(value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Composes old sample = new sample × step + origin with the rescale of the file and of its frames.</summary>
    private static ImageFacts Linear(ImageFacts facts, double step, double origin)
    {
        bool isTable = facts.ModalityLut is not null;
        (double Slope, double Intercept) Compose(double slope, double intercept) =>
            isTable ? (1, 0) : (slope * step, (slope * origin) + intercept);

        (double slope, double intercept) = Compose(facts.RescaleSlope, facts.RescaleIntercept);
        return facts with
        {
            RescaleSlope = slope,
            RescaleIntercept = intercept,
            PerFrame = [.. facts.PerFrame.Select(Recompose)],
        };

        FrameFacts Recompose(FrameFacts frame)
        {
            if (frame.RescaleSlope is null && frame.RescaleIntercept is null)
            {
                return frame;
            }

            (double own, double ownIntercept) = Compose(frame.RescaleSlope ?? facts.RescaleSlope, frame.RescaleIntercept ?? facts.RescaleIntercept);
            return frame with { RescaleSlope = own, RescaleIntercept = ownIntercept };
        }
    }

    private static RasterImage Map(RasterImage frame, RasterLayout layout, Func<double, ushort> map)
    {
        var samples = new byte[layout.ByteCount];
        Span<ushort> target = MemoryMarshal.Cast<byte, ushort>(samples.AsSpan());
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = map(frame.ValueAt(i));
        }

        return new RasterImage(layout, samples);
    }
}
