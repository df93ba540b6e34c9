using Studio.Contracts.Packages;
using Studio.Contracts.Projects;
using Studio.Statistics;
using Studio.Training.Data;
using Studio.Training.Evaluation;
using Studio.Training.Tasks;

namespace Studio.Training.Postprocessing;

/// <summary>
/// For each class the probability from which it is said to be there: the one with the highest sum of sensitivity and
/// specificity on the validation images (Youden, Cancer 3, 1950), the middle between two neighbouring answers.
/// </summary>
sealed class TagRuleFit(
    Predictor predictor, SampleCache cache, IReadOnlyList<int> samples, PredictionTask task, IReadOnlyList<ClassDefinition> classes)
{
    public FittedRules Run(Action check)
    {
        var answers = new List<(IReadOnlyList<double> Probabilities, IReadOnlyList<bool?> Truth)>();
        predictor.ForEachBatch(
            samples,
            (batch, output, _) => answers.AddRange(batch.Zip(predictor.Answers(batch, output), (sample, answer) =>
            {
                var tags = task.Draw(cache, sample, answer).Tags;
                IReadOnlyList<double> probabilities = [.. tags.Select(tag => tag.Probability)];
                return (probabilities, (IReadOnlyList<bool?>)[.. tags.Select(tag => tag.Truth)]);
            })),
            check);
        var thresholds = classes.Select((_, position) =>
        {
            var known = answers.Where(answer => answer.Truth[position] is not null).ToList();
            return Threshold(
                [.. known.Select(answer => answer.Probabilities[position])], [.. known.Select(answer => answer.Truth[position] == true)]);
        }).ToList();
        var chosen = classes.Zip(thresholds, (definition, threshold) => FormattableString.Invariant($"{definition.Name} from {threshold:0.00}"));
        return new FittedRules(
            new PostprocessingRules { Thresholds = thresholds },
            $"Chosen on the {samples.Count} validation images, by sensitivity plus specificity: {string.Join(", ", chosen)}.");
    }

    /// <summary>One half where the images hold only one answer, or where no threshold is better than chance.</summary>
    /// <param name="scores">[images]; probability of the class.</param>
    /// <param name="isPositive">[images].</param>
    public static double Threshold(double[] scores, bool[] isPositive) =>
        ThresholdChoice.Youden(AnswerCounts.Of(scores, isPositive)) is { Specificity: { } specificity } chosen && chosen.Sensitivity + specificity > 1
            ? chosen.Threshold
            : OperatingRules.EvenOdds;
}
