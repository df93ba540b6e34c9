using Studio.Training.Data;
using Studio.Training.Metrics;

namespace Studio.Training.Trainer;

/// <summary>
/// What can be reached without looking at the image: for each class one fixed mask, the places where at least a share t
/// of the training masks hold the class, with the t that fits the training masks best. A model must beat it.
/// </summary>
static class TrivialBaseline
{
    /// <summary>Enough to know where structures usually lie; more would only take time.</summary>
    const int MostTrainingImages = 200;
    static readonly double[] Shares = [0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5];

    /// <returns>The mask of each class without background, [H, W] of the network's input; true = class.</returns>
    public static IReadOnlyList<bool[]> Fit(SampleCache cache, IReadOnlyList<int> training, int classes)
    {
        var stride = Math.Max(1, (training.Count + MostTrainingImages - 1) / MostTrainingImages);
        int[] used = [.. training.Where((_, position) => position % stride == 0)];
        return [.. Enumerable.Range(1, classes - 1).Select(index => FitClass(cache, used, (byte)index))];
    }

    /// <summary>Mean IoU of each fixed mask over the images in which the class or the mask occurs.</summary>
    public static IReadOnlyList<double> Measure(SampleCache cache, IReadOnlyList<int> samples, IReadOnlyList<bool[]> masks) =>
        [.. masks.Select((mask, position) => MeanIou(cache, samples, mask, (byte)(position + 1)))];

    /// <summary>Pixels of each fixed mask against the label of one image, at the network's input size.</summary>
    public static IReadOnlyList<PixelCounts> PerImage(SampleCache cache, int sample, IReadOnlyList<bool[]> masks) =>
        [.. masks.Select((mask, position) => Count(cache.Labels(sample), mask, (byte)(position + 1)))];

    static bool[] FitClass(SampleCache cache, int[] training, byte index)
    {
        var frequency = new int[cache.Input.Height * cache.Input.Width];
        foreach (var sample in training)
        {
            var labels = cache.Labels(sample);
            for (var pixel = 0; pixel < frequency.Length; pixel++)
            {
                frequency[pixel] += labels[pixel] == index ? 1 : 0;
            }
        }

        return Shares
            .Select(share => Array.ConvertAll(frequency, count => count >= share * training.Length))
            .MaxBy(mask => MeanIou(cache, training, mask, index))!;
    }

    static double MeanIou(SampleCache cache, IReadOnlyList<int> samples, bool[] mask, byte index) =>
        samples.Average(sample => Count(cache.Labels(sample), mask, index).Iou) ?? 0;

    static PixelCounts Count(ReadOnlySpan<byte> labels, bool[] mask, byte index)
    {
        var (both, onlyMask, onlyClass) = (0L, 0L, 0L);
        for (var pixel = 0; pixel < mask.Length; pixel++)
        {
            var isClass = labels[pixel] == index;
            both += isClass && mask[pixel] ? 1 : 0;
            onlyMask += !isClass && mask[pixel] ? 1 : 0;
            onlyClass += isClass && !mask[pixel] ? 1 : 0;
        }

        return new PixelCounts(both, onlyMask, onlyClass);
    }
}
