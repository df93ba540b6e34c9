using Studio.Contracts.Jobs;
using Studio.Contracts.Recipes;
using Studio.Training.Data;
using Studio.Training.Evaluation;
using Studio.Training.Losses;
using Studio.Training.Tasks;
using TorchSharp;

namespace Studio.Training.Trainer;

/// <summary>Result of one look at the validation images.</summary>
/// <param name="Scores">Of each class, or one figure; null where undefined.</param>
/// <param name="Outcomes">In the order of the validation samples.</param>
sealed record ValidationResult(double Loss, IReadOnlyList<double?> Scores, IReadOnlyList<ImageOutcome> Outcomes)
{
    /// <summary>Mean of the class scores; 0 where no class has one.</summary>
    public double Score => Scores.Average() ?? 0;
}

/// <summary>Measures the network on the validation images after an epoch.</summary>
sealed class Validation(Predictor predictor, SampleCache cache, PredictionTask task, IReadOnlyList<int> samples, Recipe recipe)
{
    const int StripLength = 6;
    readonly Loss loss = task.JudgingLoss;

    public ValidationResult Measure(Action check)
    {
        double total = 0;
        var outcomes = new List<ImageOutcome>();
        predictor.ForEachBatch(
            samples,
            (batch, output, target) =>
            {
                total += loss(output, target, recipe.Loss).ToDouble() * batch.Length;
                outcomes.AddRange(batch.Zip(predictor.Answers(batch, output), (sample, answer) => task.Compare(cache, sample, answer)));
            },
            check);
        return new ValidationResult(total / samples.Count, task.Scores(cache, outcomes), outcomes);
    }

    /// <summary>Six images around the median and the six with the lowest figures.</summary>
    public PredictionStrip Strip(int epoch, ValidationResult result, Action check)
    {
        var ranked = Enumerable.Range(0, samples.Count)
            .Where(position => result.Outcomes[position].Rank is not null)
            .OrderBy(position => result.Outcomes[position].Rank)
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
            (batch, output, _) =>
            {
                foreach (var (sample, answer) in batch.Zip(predictor.Answers(batch, output)))
                {
                    var position = positions[next++];
                    var spec = cache.Samples[sample];
                    var picture = task.Draw(cache, sample, answer);
                    drawn[position] = new PredictedImage(
                        spec.ImageId, spec.Name, result.Outcomes[position].Shown, picture.Truth, picture.Prediction)
                    {
                        Tags = picture.Tags,
                    };
                }
            },
            check);
        return drawn;
    }
}
