using Studio.Contracts.Jobs;
using Studio.Contracts.Packages;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Statistics;
using Studio.Training.Augmentation;
using Studio.Training.Data;
using Studio.Training.Detection;
using Studio.Training.Metrics;
using Studio.Training.Postprocessing;
using static TorchSharp.torch;

namespace Studio.Training.Tasks;

/// <summary>Any number of boxes in an image, judged by average precision at IoU 0.5.</summary>
sealed class BoxesTask(Recipe recipe, IReadOnlyList<ClassDefinition> classes, ModelOutput output)
    : PredictionTask(recipe, classes, output)
{
    /// <summary>Null before it was fitted.</summary>
    UsualBoxes? usual;

    public override ScoreFacts Score { get; } = new("AP50", PerClass: true);

    public override string ScoreMetric => "ap50.mean";

    public override Tensor Target(IReadOnlyList<SampleSpec> samples, IReadOnlyList<AugmentationDraw>? draws, Tensor? labels)
    {
        var boxes = samples.Select((sample, slot) => BoxesOf(sample, draws?[slot])).ToList();
        return DetectionTarget.Pack(boxes, Recipe.Input.Height, Recipe.Input.Width);
    }

    public override ImageOutcome Compare(SampleCache cache, int sample, Answer answer)
    {
        var found = (BoxAnswer)answer;
        var truths = TruthsOf(cache, sample);
        IReadOnlyList<double?> shown = [.. Classes.Select(definition => BoxMetrics.OfClass(truths, found.Boxes, definition.Index, LeastOf(definition.Index)).F1)];
        return new ImageOutcome(sample, shown, shown.Average(), found);
    }

    public override IReadOnlyDictionary<string, double?> Measure(SampleCache cache, int sample, Answer answer)
    {
        var truths = TruthsOf(cache, sample);
        var own = BoxMetrics.OfImage(truths, ((BoxAnswer)answer).Boxes, LeastOf, Classes);
        return usual is null ? own : own.Concat(BoxMetrics.OfBaseline(truths, usual.On(cache.Samples[sample]), Classes)).ToDictionary();
    }

    public override IReadOnlyList<double?> Scores(SampleCache cache, IReadOnlyList<ImageOutcome> outcomes) =>
        [.. Classes.Select(definition => PrecisionOf(cache, [.. outcomes.Select(outcome => (outcome.Sample, ((BoxAnswer)outcome.Answer!).Boxes))], definition.Index))];

    public override IReadOnlyList<NamedFigure> Figures(CaseTable cases) => BoxFigures.Of(cases, ClassNames);

    public override void FitBaseline(SampleCache cache, IReadOnlyList<int> training) =>
        usual = UsualBoxes.Fit(training.Select(sample => (cache.Samples[sample], (IReadOnlyList<FoundBox>)TruthsOf(cache, sample))));

    public override IReadOnlyList<double> BaselineScores(SampleCache cache, IReadOnlyList<int> samples) => usual is null ? [] :
        [.. Classes.Select(definition =>
            PrecisionOf(cache, [.. samples.Select(sample => (sample, usual.On(cache.Samples[sample])))], definition.Index) ?? 0)];

    public override OutcomePicture Draw(SampleCache cache, int sample, Answer answer) => new(
        BoxOutlines.Of(TruthsOf(cache, sample)),
        BoxOutlines.Of(((BoxAnswer)answer).Boxes.Where(found => found.Confidence >= LeastOf(found.ClassIndex))),
        []);

    public override ImageResult AddBoxes(ImageResult result, SampleCache cache, int sample, Answer answer)
    {
        var (truths, found) = (TruthsOf(cache, sample), ((BoxAnswer)answer).Boxes);
        return result with
        {
            Boxes = BoxMatching.Judge(truths, found, BoxMetrics.Hit, LeastOf),
            Found = BoxMatching.Hits(truths, found),
            LabelledBoxes = truths.CountBy(truth => truth.ClassIndex).ToDictionary(),
        };
    }

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

    /// <summary>Confidence from which on a box is drawn and counted as an answer.</summary>
    double LeastOf(int classIndex) => OperatingRules.BoxThreshold(Output, classIndex);

    /// <summary>Average precision of a class at IoU 0.5; null where there is no true box.</summary>
    static double? PrecisionOf(SampleCache cache, IReadOnlyList<(int Sample, IReadOnlyList<FoundBox> Found)> images, int index)
    {
        List<int> cases = [];
        List<MatchedBox> answers = [];
        foreach (var (place, (sample, found)) in images.Index())
        {
            var matched = BoxMatching.Match(TruthsOf(cache, sample), found, index, BoxMetrics.Hit);
            cases.AddRange(Enumerable.Repeat(place, matched.Count));
            answers.AddRange(matched);
        }

        var precision = ClusteredBootstrap.Value(new BoxPrecisionFigure(
            new BoxAnswers(
                [.. images.Select(image => (double)TruthsOf(cache, image.Sample).Count(truth => truth.ClassIndex == index))],
                [.. Enumerable.Range(0, images.Count)],
                images.Count,
                new CaseList([.. cases], [.. answers.Select(answer => answer.Confidence)]),
                [.. answers.Select(answer => answer.IsHit ? 1.0 : 0)]),
            firstStep: 0,
            lastStep: 0));
        return double.IsNaN(precision) ? null : precision;
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
