using Studio.Contracts.Jobs;
using Studio.Contracts.Recipes;
using Studio.Training.Evaluation;
using Studio.Training.Losses;
using Studio.Training.Metrics;
using TorchSharp;

namespace Studio.Training.Trainer;

/// <summary>Result of one look at the validation images.</summary>
/// <param name="PerImage">IoU of each class on each image, at the image's original size.</param>
sealed record ValidationResult(double Loss, IReadOnlyList<LabelmapComparison> PerImage)
{
    /// <summary>Mean over the images in which the class occurs in truth or prediction; null where it never does.</summary>
    public IReadOnlyList<double?> Iou => [.. Enumerable.Range(1, PerImage[0].Classes.Count - 1)
        .Select(index => PerImage.Average(image => image.Classes[index].Iou))];

    /// <summary>Mean of the class means; 0 where no class occurs anywhere.</summary>
    public double MeanIou => Iou.Average() ?? 0;
}

/// <summary>Measures the network on the validation images after an epoch.</summary>
sealed class Validation(SegmentationPredictor predictor, BatchLoader loader, IReadOnlyList<int> samples, LossRecipe recipe, int classes)
{
    const int StripLength = 6;
    readonly Loss loss = LossCatalog.All[recipe.Name];

    public ValidationResult Measure(Action check)
    {
        double total = 0;
        var comparisons = new List<LabelmapComparison>();
        predictor.ForEachBatch(
            samples,
            (batch, logits, labels) =>
            {
                total += loss(logits, labels, recipe).ToDouble() * batch.Length;
                var predicted = predictor.ToLabelmaps(batch, logits);
                comparisons.AddRange(batch.Select((sample, slot) =>
                    LabelmapComparison.Of(loader.Cache.OriginalLabels(sample), predicted[slot], classes)));
            },
            check);
        return new ValidationResult(total / samples.Count, comparisons);
    }

    /// <summary>Six images around the median IoU and the six with the lowest.</summary>
    public PredictionStrip Strip(int epoch, ValidationResult result, Action check)
    {
        var ranked = Enumerable.Range(0, samples.Count)
            .Where(position => result.PerImage[position].MeanIou is not null)
            .OrderBy(position => result.PerImage[position].MeanIou)
            .ThenBy(position => position)
            .ToList();
        var worst = ranked.Take(StripLength).ToList();
        var first = Math.Max(0, (ranked.Count - StripLength) / 2);
        var typical = ranked.Skip(first).Take(StripLength).ToList();
        var drawn = Draw([.. typical.Union(worst)], result, check);
        return new PredictionStrip(epoch, [.. typical.Select(position => drawn[position])], [.. worst.Select(position => drawn[position])]);
    }

    Dictionary<int, PredictedImage> Draw(IReadOnlyList<int> positions, ValidationResult result, Action check)
    {
        var drawn = new Dictionary<int, PredictedImage>();
        var next = 0;
        predictor.ForEachBatch(
            [.. positions.Select(position => samples[position])],
            (batch, logits, _) =>
            {
                foreach (var (sample, labelmap) in batch.Zip(predictor.ToLabelmaps(batch, logits)))
                {
                    var position = positions[next++];
                    var spec = loader.Cache.Samples[sample];
                    drawn[position] = new PredictedImage(
                        spec.ImageId,
                        spec.Name,
                        result.PerImage[position].ForegroundIou,
                        Outlines.Of(loader.Cache.OriginalLabels(sample), spec, classes),
                        Outlines.Of(labelmap, spec, classes));
                }
            },
            check);
        return drawn;
    }
}
