using Studio.Contracts.Jobs;
using Studio.Contracts.Packages;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Training.Augmentation;
using Studio.Training.Data;
using Studio.Training.Detection;
using Studio.Training.Metrics;
using static TorchSharp.torch;

namespace Studio.Training.Tasks;

/// <summary>Any number of boxes in an image, judged by average precision at IoU 0.5.</summary>
sealed class BoxesTask(Recipe recipe, IReadOnlyList<ClassDefinition> classes, PostprocessingRules? rules)
    : PredictionTask(recipe, classes, rules)
{
    /// <summary>From this confidence on a box is drawn and counted as an answer in precision and recall.</summary>
    const double ShownConfidence = 0.3;
    const double Hit = 0.5;

    public override ScoreFacts Score { get; } = new("AP50", PerClass: true);

    public override Tensor Target(IReadOnlyList<SampleSpec> samples, IReadOnlyList<AugmentationDraw>? draws, Tensor? labels)
    {
        var boxes = samples.Select((sample, slot) => BoxesOf(sample, draws?[slot])).ToList();
        return DetectionTarget.Pack(boxes, Recipe.Input.Height, Recipe.Input.Width);
    }

    public override ImageOutcome Compare(SampleCache cache, int sample, Answer answer)
    {
        var found = (BoxAnswer)answer;
        var truths = TruthsOf(cache, sample);
        var values = new Dictionary<string, double?>();
        var shown = new List<double?>();
        foreach (var definition in Classes)
        {
            var matched = BoxMatching.Match(truths, found.Boxes, definition.Index, Hit);
            var answers = matched.Where(item => item.Confidence >= ShownConfidence).ToList();
            var hits = answers.Count(item => item.IsHit);
            var all = truths.Count(truth => truth.ClassIndex == definition.Index);
            values[$"recall50.{definition.Name}"] = all == 0 ? null : (double)hits / all;
            values[$"precision50.{definition.Name}"] = answers.Count == 0 ? null : (double)hits / answers.Count;
            shown.Add(all + answers.Count == 0 ? null : 2.0 * hits / (all + answers.Count));
        }

        foreach (var name in BoxMatching.Averaged)
        {
            values[$"{name}.mean"] = Classes.Average(definition => values[$"{name}.{definition.Name}"]);
        }

        return new ImageOutcome(sample, values, shown, shown.Average(), found);
    }

    public override IReadOnlyList<double?> Scores(SampleCache cache, IReadOnlyList<ImageOutcome> outcomes) =>
        [.. Classes.Select(definition => AveragePrecision.Of([.. outcomes.Select(outcome => Case(cache, outcome, definition.Index, Hit))]))];

    public override IReadOnlyDictionary<string, MetricValue> Summarise(SampleCache cache, IReadOnlyList<ImageOutcome> outcomes)
    {
        var metrics = MetricSummary.Of(cache, outcomes, BoxMatching.Averaged, Classes, Recipe.Training.Seed);
        foreach (var (name, iou) in new[] { ("ap50", 0.5), ("ap75", 0.75) })
        {
            MetricSummary.AddPooled(
                metrics, name, Classes, outcomes.Count, Recipe.Training.Seed,
                position => [.. outcomes.Select(outcome => (cache.Samples[outcome.Sample].PatientKey, Case(cache, outcome, Classes[position].Index, iou)))],
                (IReadOnlyList<MatchedImage> cases) => AveragePrecision.Of(cases));
        }

        return metrics;
    }

    /// <summary>There is no list of boxes that fits every image.</summary>
    public override void FitBaseline(SampleCache cache, IReadOnlyList<int> training)
    {
    }

    public override IReadOnlyList<double> BaselineScores(SampleCache cache, IReadOnlyList<int> samples) => [];

    public override OutcomePicture Draw(SampleCache cache, int sample, Answer answer) => new(
        BoxOutlines.Of(TruthsOf(cache, sample)),
        BoxOutlines.Of(((BoxAnswer)answer).Boxes.Where(found => found.Confidence >= ShownConfidence)),
        []);

    public override IReadOnlyList<BoxJudgement> JudgeBoxes(SampleCache cache, int sample, Answer answer) =>
        BoxMatching.Judge(TruthsOf(cache, sample), ((BoxAnswer)answer).Boxes, Hit, ShownConfidence);

    public override string? Missing(SampleCache cache, IReadOnlyList<int> samples, string name, string purpose) =>
        samples.Any(sample => TruthsOf(cache, sample).Count > 0)
            ? null
            : $"None of the {samples.Count} {name} images has a box to {purpose}. Draw some and make a new version.";

    /// <summary>Logits [.., K] and the last channel become probabilities; distances become shares of the input's larger side.</summary>
    public override Tensor Comparable(Tensor output)
    {
        using var scope = NewDisposeScope();
        var side = Math.Max(Recipe.Input.Height, Recipe.Input.Width);
        var classes = output.narrow(1, 0, Classes.Count).sigmoid();
        var distances = output.narrow(1, Classes.Count, 4) / side;
        var centre = output.narrow(1, Classes.Count + 4, 1).sigmoid();
        return cat([classes, distances, centre], 1).MoveToOuterDisposeScope();
    }

    static MatchedImage Case(SampleCache cache, ImageOutcome outcome, int index, double iou)
    {
        var truths = TruthsOf(cache, outcome.Sample);
        return new MatchedImage(
            truths.Count(truth => truth.ClassIndex == index),
            BoxMatching.Match(truths, ((BoxAnswer)outcome.Answer!).Boxes, index, iou));
    }

    static List<FoundBox> TruthsOf(SampleCache cache, int sample) =>
        [.. cache.Samples[sample].Boxes.Where(IsReal).Select(box => new FoundBox(box, 1))];

    IReadOnlyList<LabelledBox> BoxesOf(SampleSpec sample, AugmentationDraw? draw)
    {
        var place = InputPlacement.Of(sample.Rows, sample.Columns, Recipe.Input);
        IReadOnlyList<InputBox> boxes = [.. sample.Boxes.Where(IsReal).Select(place.ToInput)];
        if (draw is { } change)
        {
            boxes = BoxMapping.Apply(change, boxes, Recipe.Input.Height, Recipe.Input.Width);
        }

        return [.. boxes.Select(box => new LabelledBox(box.ClassIndex - 1, (float)box.X1, (float)box.Y1, (float)box.X2, (float)box.Y2))];
    }

    static bool IsReal(BoxSpec box) => box is { Width: > 0, Height: > 0 };
}
