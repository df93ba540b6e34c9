using Studio.Contracts.Recipes;

namespace Studio.Training.Data;

/// <summary>Turns stored pixels into the network's input and back; the same code for training, evaluation and prediction.</summary>
static class InputPreparation
{
    public static int FloatsPerImage(InputRecipe input) => input.Channels * input.Height * input.Width;

    /// <summary>Writes [channels, height, width], normalised.</summary>
    /// <param name="target">Exactly <see cref="FloatsPerImage"/> values.</param>
    public static void PrepareImage(PixelSource source, InputRecipe input, Span<float> target)
    {
        var planes = source.ToPlanes(input.Channels);
        var map = Normalizer.Derive(input.Normalization, source, planes);
        var place = InputPlacement.Of(source.Rows, source.Columns, input);
        target.Fill(map.PadValue);
        for (var channel = 0; channel < input.Channels; channel++)
        {
            var resized = PlaneResampler.Resize(planes[channel], source.Rows, source.Columns, place.Height, place.Width);
            var plane = target.Slice(channel * input.Height * input.Width, input.Height * input.Width);
            for (var y = 0; y < place.Height; y++)
            {
                var line = plane.Slice(((place.Top + y) * input.Width) + place.Left, place.Width);
                for (var x = 0; x < place.Width; x++)
                {
                    line[x] = map.Apply(resized[(y * place.Width) + x]);
                }
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
}
