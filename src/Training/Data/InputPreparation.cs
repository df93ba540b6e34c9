using Studio.Contracts.Packages;
using Studio.Contracts.Recipes;

namespace Studio.Training.Data;

/// <summary>Turns stored pixels into the network's input and back; the same code for training, evaluation and prediction.</summary>
static class InputPreparation
{
    public static int FloatsPerImage(InputRecipe input) => input.Channels * input.Height * input.Width;

    /// <summary>Writes [channels, height, width], normalised; around an image that keeps its proportions stands each channel's darkest value.</summary>
    /// <param name="dataset">Where the recipe normalises by all training images.</param>
    /// <param name="target">Exactly <see cref="FloatsPerImage"/> values.</param>
    public static void PrepareImage(InputSource source, InputRecipe input, DatasetStatistics? dataset, Span<float> target)
    {
        var channels = source.ToChannels(input.Channels);
        var maps = Normalizer.Derive(input, source, channels, dataset);
        var place = InputPlacement.Of(source.Rows, source.Columns, input);
        var plane = input.Height * input.Width;
        for (var channel = 0; channel < input.Channels; channel++)
        {
            var written = target.Slice(channel * plane, plane);
            var same = Array.IndexOf(channels, channels[channel]);
            if (same < channel && maps[same] == maps[channel])
            {
                target.Slice(same * plane, plane).CopyTo(written);
            }
            else
            {
                Prepare(channels[channel], source, maps[channel], place, input, written);
            }
        }
    }

    /// <summary>Writes [height, width] class indices by nearest neighbour; padding is background.</summary>
    public static void PrepareLabels(ReadOnlySpan<byte> classes, int rows, int columns, InputRecipe input, Span<byte> target)
    {
        var place = InputPlacement.Of(rows, columns, input);
        var resized = PlaneResampler.ResizeNearest(classes, rows, columns, place.Height, place.Width);
        target.Clear();
        for (var y = 0; y < place.Height; y++)
        {
            resized.AsSpan(y * place.Width, place.Width).CopyTo(target[(((place.Top + y) * input.Width) + place.Left)..]);
        }
    }

    static void Prepare(float[] values, InputSource source, Normalization map, InputPlacement place, InputRecipe input, Span<float> target)
    {
        if (place.Height < input.Height || place.Width < input.Width)
        {
            target.Fill(map.Apply(PixelStatistics.Least(values)));
        }

        var resized = PlaneResampler.Resize(values, source.Rows, source.Columns, place.Height, place.Width);
        for (var y = 0; y < place.Height; y++)
        {
            var line = target.Slice(((place.Top + y) * input.Width) + place.Left, place.Width);
            map.Apply(resized.AsSpan(y * place.Width, place.Width), line);
        }
    }
}
