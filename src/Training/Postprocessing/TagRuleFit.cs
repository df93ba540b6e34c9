using Studio.Contracts.Packages;
using Studio.Contracts.Projects;
using Studio.Training.Data;
using Studio.Training.Evaluation;
using Studio.Training.Metrics;
using Studio.Training.Tasks;

namespace Studio.Training.Postprocessing;

/// <summary>
/// For each class the probability from which it is said to be there: the one with the highest sum of sensitivity and
/// specificity on the validation images (Youden, Cancer 3, 1950), the middle between two neighbouring answers.
/// </summary>
sealed class TagRuleFit(
    Predictor predictor, SampleCache cache, IReadOnlyList<int> samples, PredictionTask task, IReadOnlyList<ClassDefinition> classes)
{
    const double EvenOdds = 0.5;

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
        var thresholds = classes.Select((_, position) => Threshold(
            [.. answers.Where(answer => answer.Truth[position] is not null)
                .Select(answer => new RankedCase(answer.Probabilities[position], answer.Truth[position]!.Value))])).ToList();
        var chosen = classes.Zip(thresholds, (definition, threshold) => FormattableString.Invariant($"{definition.Name} from {threshold:0.00}"));
        return new FittedRules(
            new PostprocessingRules { Thresholds = thresholds },
            $"Chosen on the {samples.Count} validation images, by sensitivity plus specificity: {string.Join(", ", chosen)}.");
    }

    /// <summary>One half where the images hold only one answer.</summary>
    public static double Threshold(IReadOnlyList<RankedCase> cases)
    {
        var positives = cases.Count(item => item.IsPositive);
        var negatives = cases.Count - positives;
        if (positives == 0 || negatives == 0)
        {
            return EvenOdds;
        }

        var ordered = cases.OrderByDescending(item => item.Score).ToArray();
        var (best, threshold) = (0.0, EvenOdds);
        var (hits, alarms) = (0, 0);
        for (var index = 0; index < ordered.Length; index++)
        {
            hits += ordered[index].IsPositive ? 1 : 0;
            alarms += ordered[index].IsPositive ? 0 : 1;
            var next = index + 1 < ordered.Length ? ordered[index + 1].Score : 0;
            var gain = ((double)hits / positives) - ((double)alarms / negatives);
            if (next < ordered[index].Score && gain > best)
            {
                (best, threshold) = (gain, (ordered[index].Score + next) / 2);
            }
        }

        return threshold;
    }
}
