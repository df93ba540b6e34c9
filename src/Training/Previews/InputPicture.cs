using Studio.Imaging;
using Studio.Imaging.Display;
using Studio.Imaging.Formats.Png;
using Studio.Training.Data;
using static TorchSharp.torch;

namespace Studio.Training.Previews;

/// <summary>Numbers of a network's input as a picture.</summary>
static class InputPicture
{
    /// <summary>Longest side in pixels; a page shows several beside each other.</summary>
    const int LongestSide = 320;

    /// <summary>Share of values at either end that may become black or white, so that one bright pixel does not darken the rest.</summary>
    const double Clipped = 0.005;

    static readonly byte[] Identity = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];

    /// <param name="image">float32 [channels, height, width].</param>
    /// <param name="unchanged">The same before its changes: what is black and white there is so here, so that brightness shows.</param>
    /// <returns>PNG; of slices beside each other the middle one, of channels of a case the first.</returns>
    public static byte[] Render(SampleCache cache, int sample, Tensor image, Tensor unchanged)
    {
        var spec = cache.Samples[sample];
        var channels = (int)image.shape[0];
        int[] shown = channels == 3 && spec.SamplesPerPixel == 3 ? [0, 1, 2] : [cache.Input.Neighbours > 0 ? channels / 2 : 0];
        var (height, width) = ((int)image.shape[1], (int)image.shape[2]);
        var samples = new byte[height * width * shown.Length];
        foreach (var (place, channel) in shown.Index())
        {
            Write(Values(image[channel]), Range(Values(unchanged[channel])), samples.AsSpan(place), shown.Length);
        }

        var whole = new RasterImage(new RasterLayout(height, width, shown.Length, 1, 8), samples);
        return PngWriter.Write(Thumbnail.Shrink(whole, Identity, LongestSide));
    }

    static float[] Values(Tensor plane)
    {
        using var whole = plane.contiguous();
        return whole.data<float>().ToArray();
    }

    static (float Low, float High) Range(float[] values)
    {
        var sorted = values.Order().ToArray();
        var cut = (int)(Clipped * sorted.Length);
        return (sorted[cut], sorted[^(cut + 1)]);
    }

    static void Write(float[] values, (float Low, float High) range, Span<byte> target, int step)
    {
        var scale = range.High > range.Low ? 255 / (range.High - range.Low) : 0;
        for (var pixel = 0; pixel < values.Length; pixel++)
        {
            target[pixel * step] = (byte)Math.Clamp(((values[pixel] - range.Low) * scale) + 0.5f, 0, 255);
        }
    }
}
