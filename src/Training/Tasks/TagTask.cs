using Studio.Contracts.Jobs;
using Studio.Contracts.Packages;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Statistics;
using Studio.Training.Augmentation;
using Studio.Training.Data;
using Studio.Training.Metrics;
using static TorchSharp.torch;

namespace Studio.Training.Tasks;

/// <summary>
/// Yes or no for each class, judged by the area under the ROC curve: unlike accuracy it does not reward saying "no"
/// to everything where a class is rare.
/// </summary>
sealed class TagTask(Recipe recipe, IReadOnlyList<ClassDefinition> classes, ModelOutput output)
    : PredictionTask(recipe, classes, output)
{
    const float Unknown = -1;

    /// <summary>Whoever does not look at the image cannot rank images.</summary>
    const double Chance = 0.5;

    /// <summary>Of each class: whether most training images hold it; empty before it was fitted.</summary>
    IReadOnlyList<bool> usual = [];

    public override ScoreFacts Score { get; } = new("AUC", PerClass: true);

    public override string ScoreMetric => "auc.mean";

    public override bool CanUse(SampleSpec sample) => sample.Tags.Any(tag => tag.Answer is not null);

    public override Tensor Target(IReadOnlyList<SampleSpec> samples, IReadOnlyList<AugmentationDraw>? draws, Tensor? labels)
    {
        var values = new float[samples.Count * Classes.Count];
        for (var slot = 0; slot < samples.Count; slot++)
        {
            for (var position = 0; position < Classes.Count; position++)
            {
                values[(slot * Classes.Count) + position] = TruthOf(samples[slot], position) switch
                {
                    true => 1,
                    false => 0,
                    null => Unknown,
                };
            }
        }

        return tensor(values, [samples.Count, Classes.Count]);
    }

    public override ImageOutcome Compare(SampleCache cache, int sample, Answer answer)
    {
        var tags = (TagAnswer)answer;
        var likelihoods = TruthsOf(cache, sample).Zip(tags.Raw, (truth, share) => truth is { } known ? known ? share : 1 - share : (double?)null).ToArray();
        return new ImageOutcome(sample, likelihoods, likelihoods.Average(), tags);
    }

    public override IReadOnlyDictionary<string, double?> Measure(SampleCache cache, int sample, Answer answer) =>
        TagMetrics.OfImage((TagAnswer)answer, TruthsOf(cache, sample), usual, Classes);

    public override IReadOnlyList<double?> Scores(SampleCache cache, IReadOnlyList<ImageOutcome> outcomes) =>
        [.. Enumerable.Range(0, Classes.Count).Select(position =>
        {
            var known = outcomes.Where(outcome => TruthOf(cache.Samples[outcome.Sample], position) is not null).ToList();
            var area = Auc.Of(
                [.. known.Select(outcome => ((TagAnswer)outcome.Answer!).Raw[position])],
                [.. known.Select(outcome => TruthOf(cache.Samples[outcome.Sample], position) == true)]);
            return double.IsNaN(area) ? (double?)null : area;
        })];

    public override IReadOnlyList<NamedFigure> Figures(CaseTable cases) => TagFigures.Of(cases, ClassNames);

    public override void FitBaseline(SampleCache cache, IReadOnlyList<int> training) =>
        usual = [.. Enumerable.Range(0, Classes.Count).Select(position =>
        {
            var known = training.Select(sample => TruthOf(cache.Samples[sample], position)).OfType<bool>().ToList();
            return known.Count(answer => answer) * 2 > known.Count;
        })];

    public override IReadOnlyList<double> BaselineScores(SampleCache cache, IReadOnlyList<int> samples) => [.. Classes.Select(_ => Chance)];

    public override OutcomePicture Draw(SampleCache cache, int sample, Answer answer)
    {
        var tags = (TagAnswer)answer;
        return new OutcomePicture([], [], [.. Classes.Select((definition, position) =>
            new TagOutcome(definition.Index, tags.Raw[position], TruthOf(cache.Samples[sample], position)))]);
    }

    public override string? Missing(SampleCache cache, IReadOnlyList<int> samples, string name, string purpose)
    {
        var either = Classes.Any(definition =>
        {
            var answers = samples.Select(sample => TruthOf(cache.Samples[sample], definition.Index - 1)).OfType<bool>().Distinct();
            return answers.Count() == 2;
        });
        return either
            ? null
            : $"No class is answered with yes on one and no on another of the {samples.Count} {name} images, so there is nothing to {purpose}. "
                + "Answer more images and make a new version.";
    }

    /// <summary>By the class itself: how often it is there when the model gives it this probability.</summary>
    public override IReadOnlyList<CalibrationCounts> Calibrate(Tensor output, Tensor target)
    {
        using var scope = NewDisposeScope();
        var (shares, truths) = (Comparable(output).cpu().contiguous().data<float>().ToArray(), target.cpu().contiguous().data<float>().ToArray());
        var counts = Enumerable.Range(0, (int)output.shape[0]).Select(_ => new CalibrationCounts(Classes.Count + 1)).ToArray();
        for (var position = 0; position < shares.Length; position++)
        {
            if (truths[position] >= 0)
            {
                counts[position / Classes.Count].Add(Classes[position % Classes.Count].Index, shares[position], truths[position] > 0.5);
            }
        }

        return counts;
    }

    public override Tensor Comparable(Tensor output) => Output.IsSingleChoice ? output.softmax(1) : output.sigmoid();

    bool?[] TruthsOf(SampleCache cache, int sample) =>
        [.. Enumerable.Range(0, Classes.Count).Select(position => TruthOf(cache.Samples[sample], position))];

    /// <summary>Where a project allows one class an image, the others are answered with it.</summary>
    bool? TruthOf(SampleSpec sample, int position)
    {
        var index = Classes[position].Index;
        return sample.Tags.FirstOrDefault(tag => tag.ClassIndex == index) is { } answered
            ? answered.Answer
            : Output.IsSingleChoice && sample.Tags.Any(tag => tag.Answer == true) ? false : null;
    }
}
