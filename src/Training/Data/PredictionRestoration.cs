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
            var at = across[column];
            var score = line[at.Below] + (at.Share * (line[at.Above] - line[at.Below]));
            if (index == 0 || score > best[column])
            {
                best[column] = score;
                target[column] = index;
            }
        }
    }
}
