using Studio.Contracts.Jobs;
using Studio.Contracts.Packages;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Statistics;
using Studio.Training.Augmentation;
using Studio.Training.Data;
using Studio.Training.Detection;
using Studio.Training.Losses;
using Studio.Training.Metrics;
using static TorchSharp.torch;

namespace Studio.Training.Tasks;

/// <summary>
/// One box in each image, judged by its IoU. Images without a box of the class are left out, and of several boxes the
/// largest is meant: a network of this kind cannot say "none" or "two".
/// </summary>
sealed class OneBoxTask(Recipe recipe, IReadOnlyList<ClassDefinition> classes, ModelOutput output)
    : PredictionTask(recipe, classes, output)
{
    /// <summary>Mean box of the training images as shares of the image; null before it was fitted.</summary>
    BoxSpec? usual;

    public override ScoreFacts Score { get; } = new("IoU", PerClass: false);

    public override string ScoreMetric => "iou.box";

    /// <summary>With a Gaussian head, boxes are drawn while training and only then.</summary>
    public override Loss TrainingLoss => Recipe.Architecture.GaussianKappa > 0
        ? OneBoxLosses.OfDrawn(Recipe.Loss.Name, Recipe.Architecture.GaussianKappa)
        : base.TrainingLoss;

    public override bool CanUse(SampleSpec sample) => BoxOf(sample) is not null;

    public override Tensor Target(IReadOnlyList<SampleSpec> samples, IReadOnlyList<AugmentationDraw>? draws, Tensor? labels)
    {
        var (height, width) = (Recipe.Input.Height, Recipe.Input.Width);
        var values = new float[samples.Count * 4];
        for (var slot = 0; slot < samples.Count; slot++)
        {
            var place = InputPlacement.Of(samples[slot].Rows, samples[slot].Columns, Recipe.Input);
            var box = place.ToInput(Require(samples[slot]));
            if (draws is not null)
            {
                // A box that was moved out of the picture keeps the place where it was: there is no answer "none".
                box = BoxMapping.Apply(draws[slot], [box], height, width, leastLeft: 0).DefaultIfEmpty(box.ClipTo(height, width)).First();
            }

            values[slot * 4] = (float)(box.X1 / width);
            values[(slot * 4) + 1] = (float)(box.Y1 / height);
            values[(slot * 4) + 2] = (float)((box.X2 - box.X1) / width);
            values[(slot * 4) + 3] = (float)((box.Y2 - box.Y1) / height);
        }

        return tensor(values, [samples.Count, 4]);
    }

    public override ImageOutcome Compare(SampleCache cache, int sample, Answer answer)
    {
        var iou = IouOf(cache, sample, answer);
        return new ImageOutcome(sample, [iou], iou);
    }

    public override IReadOnlyDictionary<string, double?> Measure(SampleCache cache, int sample, Answer answer)
    {
        var spec = cache.Samples[sample];
        var iou = IouOf(cache, sample, answer);
        double? reached = usual is { } share ? BoxIou.Of(Require(spec), UsualBoxes.OnImage(share, spec)) : null;
        return new Dictionary<string, double?>
        {
            ["iou.box"] = iou,
            ["hit50.box"] = iou >= BoxMetrics.Hit ? 1 : 0,
            ["baseline.iou.box"] = reached,
            ["baseline.hit50.box"] = reached is null ? null : reached >= BoxMetrics.Hit ? 1 : 0,
        };
    }

    public override IReadOnlyList<double?> Scores(SampleCache cache, IReadOnlyList<ImageOutcome> outcomes) =>
        [outcomes.Average(outcome => outcome.Shown[0])];

    public override IReadOnlyList<NamedFigure> Figures(CaseTable cases) => OneBoxFigures.Of(cases);

    public override void FitBaseline(SampleCache cache, IReadOnlyList<int> training)
    {
        var shares = training.Select(sample => UsualBoxes.AsShare(Require(cache.Samples[sample]), cache.Samples[sample])).ToList();
        usual = new BoxSpec(
            0, shares.Average(box => box.X), shares.Average(box => box.Y), shares.Average(box => box.Width), shares.Average(box => box.Height));
    }

    public override IReadOnlyList<double> BaselineScores(SampleCache cache, IReadOnlyList<int> samples) => usual is { } share
        ? [samples.Average(sample => BoxIou.Of(Require(cache.Samples[sample]), UsualBoxes.OnImage(share, cache.Samples[sample])))]
        : [];

    public override OutcomePicture Draw(SampleCache cache, int sample, Answer answer)
    {
        var index = Math.Max(1, Recipe.Architecture.BoxClass);
        return new OutcomePicture(
            BoxOutlines.Of([new FoundBox(Require(cache.Samples[sample]) with { ClassIndex = index }, 1)]),
            BoxOutlines.Of([new FoundBox(((BoxAnswer)answer).Boxes[0].Box with { ClassIndex = index }, 1)]),
            []);
    }

    public override ImageResult AddBoxes(ImageResult result, SampleCache cache, int sample, Answer answer) => result with
    {
        Boxes = [new BoxJudgement(Require(cache.Samples[sample]), IsLabelled: true, IouOf(cache, sample, answer))],
    };

    public override string? Missing(SampleCache cache, IReadOnlyList<int> samples, string name, string purpose) => null;

    public override Tensor Comparable(Tensor output) => BoxDecoding.Mean(output);

    double IouOf(SampleCache cache, int sample, Answer answer) => BoxIou.Of(Require(cache.Samples[sample]), ((BoxAnswer)answer).Boxes[0].Box);

    BoxSpec Require(SampleSpec sample) =>
        BoxOf(sample) ?? throw new InvalidOperationException($"{sample.Name} has no box of the class that is located.");

    BoxSpec? BoxOf(SampleSpec sample)
    {
        var wanted = Recipe.Architecture.BoxClass;
        return sample.Boxes
            .Where(box => (wanted == 0 || box.ClassIndex == wanted) && box is { Width: > 0, Height: > 0 })
            .MaxBy(box => box.Width * box.Height);
    }
}
