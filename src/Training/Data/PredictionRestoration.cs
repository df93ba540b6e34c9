using Studio.Contracts.Packages;
using Studio.Contracts.Recipes;

namespace Studio.Training.Data;

/// <summary>Brings the network's output back to the size of the original image.</summary>
static class PredictionRestoration
{
    /// <summary>
    /// Interpolates every class's score bilinearly at the centres of the original pixels and takes the largest;
    /// a tie goes to the lower class.
    /// </summary>
    /// <param name="scores">[classes, height, width]: logits or probabilities.</param>
    /// <returns>[rows, columns] class indices.</returns>
    public static byte[] ToLabelmap(ReadOnlySpan<float> scores, int classes, int rows, int columns, InputRecipe input)
    {
        var place = InputPlacement.Of(rows, columns, input);
        var down = Positions(rows, place.Height);
        var across = Positions(columns, place.Width);
        var labelmap = new byte[rows * columns];
        var best = new float[columns];
        var line = new float[place.Width];
        for (var row = 0; row < rows; row++)
        {
            var target = labelmap.AsSpan(row * columns, columns);
            for (var index = 0; index < classes; index++)
            {
                var plane = scores.Slice(index * input.Height * input.Width, input.Height * input.Width);
                BlendRows(plane, input.Width, place, down[row], line);
                Compete(line, across, (byte)index, best, target);
            }
        }

        return labelmap;
    }

    /// <summary>The scores interpolated as above, then softmax over the classes at every original pixel.</summary>
    /// <param name="scores">[classes, height, width] logits.</param>
    /// <param name="slope">What logits are multiplied by, see <see cref="ProbabilityScaling"/>.</param>
    /// <returns>[classes, rows × columns], 0–1.</returns>
    public static float[] ToProbabilities(ReadOnlySpan<float> scores, int classes, int rows, int columns, InputRecipe input, float slope = 1)
    {
        var place = InputPlacement.Of(rows, columns, input);
        var down = Positions(rows, place.Height);
        var across = Positions(columns, place.Width);
        var pixels = rows * columns;
        var result = new float[classes * pixels];
        var line = new float[place.Width];
        for (var index = 0; index < classes; index++)
        {
            var plane = scores.Slice(index * input.Height * input.Width, input.Height * input.Width);
            for (var row = 0; row < rows; row++)
            {
                BlendRows(plane, input.Width, place, down[row], line);
                var target = result.AsSpan((index * pixels) + (row * columns), columns);
                for (var column = 0; column < columns; column++)
                {
                    target[column] = slope * At(line, across[column]);
                }
            }
        }

        Softmax(result, classes, pixels);
        return result;
    }

    static void Softmax(float[] planes, int classes, int pixels)
    {
        for (var pixel = 0; pixel < pixels; pixel++)
        {
            var largest = planes[pixel];
            for (var index = 1; index < classes; index++)
            {
                largest = Math.Max(largest, planes[(index * pixels) + pixel]);
            }

            float total = 0;
            for (var index = 0; index < classes; index++)
            {
                var share = MathF.Exp(planes[(index * pixels) + pixel] - largest);
                planes[(index * pixels) + pixel] = share;
                total += share;
            }

            for (var index = 0; index < classes; index++)
            {
                planes[(index * pixels) + pixel] /= total;
            }
        }
    }

    static float At(float[] line, Position place) => line[place.Below] + (place.Share * (line[place.Above] - line[place.Below]));

    readonly record struct Position(int Below, int Above, float Share);

    static Position[] Positions(int originalLength, int inputLength)
    {
        var positions = new Position[originalLength];
        for (var index = 0; index < originalLength; index++)
        {
            var place = Math.Clamp(((index + 0.5) * inputLength / originalLength) - 0.5, 0, inputLength - 1);
            var below = (int)place;
            positions[index] = new Position(below, Math.Min(below + 1, inputLength - 1), (float)(place - below));
        }

        return positions;
    }

    static void BlendRows(ReadOnlySpan<float> plane, int stride, InputPlacement place, Position row, float[] line)
    {
        var below = plane.Slice(((place.Top + row.Below) * stride) + place.Left, place.Width);
        var above = plane.Slice(((place.Top + row.Above) * stride) + place.Left, place.Width);
        for (var x = 0; x < line.Length; x++)
        {
            line[x] = below[x] + (row.Share * (above[x] - below[x]));
        }
    }

    static void Compete(float[] line, Position[] across, byte index, float[] best, Span<byte> target)
    {
        for (var column = 0; column < across.Length; column++)
        {
            var score = At(line, across[column]);
            if (index == 0 || score > best[column])
            {
                best[column] = score;
                target[column] = index;
            }
        }
    }
}
