using Studio.Contracts.Packages;

namespace Studio.Training.Postprocessing;

/// <summary>Applies rules that validation chose to the answer for one image, at its original size.</summary>
static class MaskRules
{
    /// <summary>
    /// The most probable class; where a class has a threshold t, a pixel gets it only from that probability on and otherwise
    /// the most probable of the others. Below one half its probability counts (1 - t) / t times, so that against one other
    /// class it wins from t on (Elkan, "The foundations of cost-sensitive learning", IJCAI 2001, eq. 2). A tie goes to the
    /// lower class; the background has no threshold.
    /// </summary>
    /// <param name="probabilities">[classes, pixels], channel 0 = background.</param>
    public static byte[] Choose(PostprocessingRules rules, ReadOnlySpan<float> probabilities, int classes)
    {
        var pixels = probabilities.Length / classes;
        var labelmap = new byte[pixels];
        var best = new float[pixels];
        probabilities[..pixels].CopyTo(best);
        for (var index = 1; index < classes; index++)
        {
            var plane = probabilities.Slice(index * pixels, pixels);
            var threshold = (float)(rules.Thresholds.Count >= index ? rules.Thresholds[index - 1] : 0);
            var weight = threshold is > 0 and < 0.5f ? (1 - threshold) / threshold : 1;
            for (var pixel = 0; pixel < pixels; pixel++)
            {
                var counted = plane[pixel] * weight;
                if (counted > best[pixel] && plane[pixel] >= threshold)
                {
                    best[pixel] = counted;
                    labelmap[pixel] = (byte)index;
                }
            }
        }

        return labelmap;
    }

    /// <summary>Opening, smallest island, largest part and filled holes, in that order.</summary>
    /// <returns>The same array, changed.</returns>
    public static byte[] Apply(PostprocessingRules rules, byte[] labelmap, int rows, int columns)
    {
        for (var index = 1; index <= rules.Openings.Count; index++)
        {
            if (rules.Openings[index - 1] > 0)
            {
                Opening.Apply(labelmap, rows, columns, (byte)index, rules.Openings[index - 1]);
            }
        }

        for (var index = 1; index <= rules.SmallestIslands.Count; index++)
        {
            var least = rules.SmallestIslands[index - 1] * rows * columns;
            if (least > 0)
            {
                ConnectedParts.Of(labelmap, rows, columns, (byte)index).Remove(labelmap, part => part.Pixels < least);
            }
        }

        foreach (var index in rules.LargestOnly)
        {
            var parts = ConnectedParts.Of(labelmap, rows, columns, (byte)index);
            var largest = parts.Parts.Count == 0 ? 0 : parts.Parts.Max(part => part.Pixels);
            parts.Remove(labelmap, part => part.Pixels < largest);
        }

        foreach (var index in rules.FilledHoles)
        {
            Holes.Fill(labelmap, rows, columns, (byte)index);
        }

        return labelmap;
    }
}
