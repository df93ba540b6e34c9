using Studio.Contracts.Packages;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Imaging.Labelmaps;
using Studio.Training.Data;
using Studio.Training.Evaluation;
using Studio.Training.Metrics;

namespace Studio.Training.Postprocessing;

/// <summary>
/// Chooses rules on masks one after the other, each class by itself, by the mean IoU of the validation images; a rule that
/// does not make it better is left out. No other image is looked at.
/// </summary>
sealed class MaskRuleFit(
    Predictor predictor, SampleCache cache, IReadOnlyList<int> samples, IReadOnlyList<ClassDefinition> classes, Recipe recipe)
{
    /// <summary>Smaller gains are noise of a few pixels.</summary>
    const double LeastGain = 1e-4;

    /// <summary>Down to small ones: of a class that fills a thousandth of the pixels, a well calibrated network is rarely sure.</summary>
    static readonly double[] Thresholds = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];
    static readonly double[] IslandShares = [1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2];
    static readonly int[] Radii = [1, 2, 3];
    readonly List<string> chosen = [];
    PostprocessingRules rules = new();
    List<byte[]> masks = [];
    double score;

    public FittedRules Run(Action check)
    {
        var asked = recipe.Postprocessing.Fit;
        masks = Predict(rules, check);
        var before = score = Score(rules, check);
        if (asked.Contains("threshold"))
        {
            FitThresholds(classes, check);
        }
        else if (asked.Contains("override"))
        {
            FitThresholds([classes[recipe.Postprocessing.OverrideClass - 1]], check);
        }

        Fit("opening", Radii, (definition, radius) => rules with { Openings = With(rules.Openings, definition, radius) },
            (name, radius) => $"{name} without what is narrower than {(2 * radius) + 1} pixels", check);
        Fit("smallest-island", IslandShares, (definition, share) => rules with { SmallestIslands = With(rules.SmallestIslands, definition, share) },
            (name, share) => FormattableString.Invariant($"{name} without parts below {share * 100:0.###} % of the image"), check);
        Fit("largest-component", [true], (definition, _) => rules with { LargestOnly = [.. rules.LargestOnly, definition.Index] },
            (name, _) => $"only the largest part of {name}", check);
        Fit("fill-holes", [true], (definition, _) => rules with { FilledHoles = [.. rules.FilledHoles, definition.Index] },
            (name, _) => $"holes of {name} filled", check);
        return chosen.Count == 0
            ? new FittedRules(null, $"No rule on the answers made the result on the {samples.Count} validation images better, so none is used.")
            : new FittedRules(rules, FormattableString.Invariant(
                $"Chosen on the {samples.Count} validation images: {string.Join("; ", chosen)}. Mean IoU there {before:0.000} → {score:0.000}."));
    }

    void FitThresholds(IReadOnlyList<ClassDefinition> which, Action check)
    {
        foreach (var definition in which)
        {
            var candidates = Thresholds.Select(threshold => rules with { Thresholds = With(rules.Thresholds, definition, threshold) }).ToList();
            var scores = ScoreThresholds(candidates, check);
            var best = Enumerable.Range(0, scores.Count).MaxBy(index => scores[index]);
            if (scores[best] > score + LeastGain)
            {
                (rules, score) = (candidates[best], scores[best]);
                chosen.Add(FormattableString.Invariant($"{definition.Name} from probability {Thresholds[best]:0.0##} on, else the most probable of the others"));
            }
        }

        masks = Predict(rules, check);
    }

    void Fit<T>(
        string name, IReadOnlyList<T> values, Func<ClassDefinition, T, PostprocessingRules> change, Func<string, T, string> describe, Action check)
    {
        if (!recipe.Postprocessing.Fit.Contains(name))
        {
            return;
        }

        foreach (var definition in classes)
        {
            var (best, bestScore, words) = (rules, score, "");
            foreach (var value in values)
            {
                var candidate = change(definition, value);
                var reached = Score(candidate, check);
                if (reached > bestScore + LeastGain)
                {
                    (best, bestScore, words) = (candidate, reached, describe(definition.Name, value));
                }
            }

            if (words.Length > 0)
            {
                (rules, score) = (best, bestScore);
                chosen.Add(words);
            }
        }
    }

    /// <summary>Every image's classes by the thresholds alone, packed: masks of many images would not fit into memory as they are.</summary>
    List<byte[]> Predict(PostprocessingRules thresholds, Action check)
    {
        var packed = new List<byte[]>();
        predictor.ForEachBatch(
            samples,
            (batch, output, _) => packed.AddRange(predictor.Probabilities(batch, output)
                .Select(probabilities => LabelmapPacking.Pack(MaskRules.Choose(thresholds, probabilities, classes.Count + 1)))),
            check);
        return packed;
    }

    List<double> ScoreThresholds(List<PostprocessingRules> candidates, Action check)
    {
        var comparisons = candidates.Select(_ => new List<LabelmapComparison>()).ToList();
        predictor.ForEachBatch(
            samples,
            (batch, output, _) =>
            {
                foreach (var (sample, probabilities) in batch.Zip(predictor.Probabilities(batch, output)))
                {
                    var truth = cache.OriginalLabels(sample);
                    for (var index = 0; index < candidates.Count; index++)
                    {
                        var mask = MaskRules.Choose(candidates[index], probabilities, classes.Count + 1);
                        comparisons[index].Add(LabelmapComparison.Of(truth, mask, classes.Count + 1));
                    }
                }
            },
            check);
        return [.. comparisons.Select(MeanIou)];
    }

    double Score(PostprocessingRules candidate, Action check)
    {
        var comparisons = new LabelmapComparison[samples.Count];
        check();
        Parallel.For(0, samples.Count, position =>
        {
            var spec = cache.Samples[samples[position]];
            var mask = SampleBlobs.Unpack(spec, masks[position]);
            comparisons[position] = LabelmapComparison.Of(
                cache.OriginalLabels(samples[position]), MaskRules.Apply(candidate, mask, spec.Rows, spec.Columns), classes.Count + 1);
        });
        return MeanIou(comparisons);
    }

    double MeanIou(IReadOnlyList<LabelmapComparison> comparisons) => classes
        .Average(definition => comparisons.Average(comparison => comparison.Classes[definition.Index].Iou)) ?? 0;

    T[] With<T>(IReadOnlyList<T> values, ClassDefinition definition, T value)
    {
        var changed = values.Count == classes.Count ? values.ToArray() : new T[classes.Count];
        changed[definition.Index - 1] = value;
        return changed;
    }
}
