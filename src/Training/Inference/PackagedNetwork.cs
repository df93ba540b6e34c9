using Studio.Contracts.Packages;
using Studio.Training.OnnxRuntime;

namespace Studio.Training.Inference;

/// <summary>An ONNX model on whole prepared images, with tiles where it was trained on patches: what predicts without libtorch.</summary>
sealed class PackagedNetwork(OnnxSession session, ModelOutput output)
{
    /// <param name="values">[channels, height, width] of the input, normalised.</param>
    /// <returns>All numbers of the answer, as the trained network gives them for the same image.</returns>
    public float[] Run(ReadOnlySpan<float> values)
    {
        var input = output.Input;
        return output.Tiles is { } tiles
            ? RunTiles(values, tiles.PlanFor(input.Height, input.Width))
            : session.Run(values, 1, input.Channels, input.Height, input.Width);
    }

    float[] RunTiles(ReadOnlySpan<float> values, TilePlan plan)
    {
        var (channels, classes) = (output.Input.Channels, output.ClassCount + 1);
        var (down, across) = (TilePlan.Weights(plan.Height), TilePlan.Weights(plan.Width));
        var pixels = plan.ImageHeight * plan.ImageWidth;
        var scores = new float[classes * pixels];
        var totals = new float[pixels];
        var part = new float[channels * plan.Height * plan.Width];
        foreach (var tile in plan.Tiles)
        {
            for (var row = 0; row < channels * plan.Height; row++)
            {
                var (channel, y) = (row / plan.Height, (row % plan.Height) + tile.Top);
                values.Slice((channel * pixels) + (y * plan.ImageWidth) + tile.Left, plan.Width).CopyTo(part.AsSpan(row * plan.Width));
            }

            var answer = session.Run(part, 1, channels, plan.Height, plan.Width);
            for (var y = 0; y < plan.Height; y++)
            {
                var start = ((tile.Top + y) * plan.ImageWidth) + tile.Left;
                for (var x = 0; x < plan.Width; x++)
                {
                    var weight = down[y] * across[x];
                    totals[start + x] += weight;
                    for (var index = 0; index < classes; index++)
                    {
                        scores[(index * pixels) + start + x] += weight * answer[(((index * plan.Height) + y) * plan.Width) + x];
                    }
                }
            }
        }

        for (var position = 0; position < scores.Length; position++)
        {
            scores[position] /= totals[position % pixels];
        }

        return scores;
    }
}
