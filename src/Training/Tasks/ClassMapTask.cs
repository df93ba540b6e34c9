using Studio.Contracts.Jobs;
using Studio.Contracts.Packages;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Statistics;
using Studio.Training.Augmentation;
using Studio.Training.Data;
using Studio.Training.Evaluation;
using Studio.Training.Metrics;
using Studio.Training.Trainer;
using static TorchSharp.torch;

namespace Studio.Training.Tasks;

/// <summary>A class for each pixel, judged by the IoU of the classes.</summary>
sealed class ClassMapTask(Recipe recipe, IReadOnlyList<ClassDefinition> classes, ModelOutput output)
    : PredictionTask(recipe, classes, output)
{
    IReadOnlyList<bool[]> baseline = [];

    public override ScoreFacts Score => ScoreFacts.Iou;

    public override string ScoreMetric => "iou.mean";

    public override bool HasLabels => true;

    int ClassCount => Classes.Count + 1;

    public override Tensor Target(IReadOnlyList<SampleSpec> samples, IReadOnlyList<AugmentationDraw>? draws, Tensor? labels) =>
        (labels ?? throw new ArgumentNullException(nameof(labels))).to(ScalarType.Int64);

    public override ImageOutcome Compare(SampleCache cache, int sample, Answer answer)
    {
        var comparison = LabelmapComparison.Of(cache.OriginalLabels(sample), ((ClassMapAnswer)answer).Classes, ClassCount);
        return new ImageOutcome(sample, comparison.ForegroundIou, comparison.MeanIou);
    }

    public override IReadOnlyDictionary<string, double?> Measure(SampleCache cache, int sample, Answer answer) => SegmentationMetrics.OfImage(
        cache.Samples[sample], cache.OriginalLabels(sample), ((ClassMapAnswer)answer).Classes, TrivialBaseline.PerImage(cache, sample, baseline), Classes);

    public override IReadOnlyList<double?> Scores(SampleCache cache, IReadOnlyList<ImageOutcome> outcomes) =>
        [.. Enumerable.Range(0, Classes.Count).Select(position => outcomes.Average(outcome => outcome.Shown[position]))];

    public override IReadOnlyList<NamedFigure> Figures(CaseTable cases) => SegmentationFigures.Of(cases, ClassNames);

    public override void FitBaseline(SampleCache cache, IReadOnlyList<int> training) =>
        baseline = TrivialBaseline.Fit(cache, training, ClassCount);

    public override IReadOnlyList<double> BaselineScores(SampleCache cache, IReadOnlyList<int> samples) =>
        TrivialBaseline.Measure(cache, samples, baseline);

    public override OutcomePicture Draw(SampleCache cache, int sample, Answer answer)
    {
        var spec = cache.Samples[sample];
        return new OutcomePicture(
            Outlines.Of(cache.OriginalLabels(sample), spec, ClassCount), Outlines.Of(((ClassMapAnswer)answer).Classes, spec, ClassCount), []);
    }

    public override string? Missing(SampleCache cache, IReadOnlyList<int> samples, string name, string purpose)
    {
        if (samples.All(sample => cache.Labels(sample).IndexOfAnyExcept((byte)0) < 0))
        {
            return $"None of the {samples.Count} {name} images holds a class. Label some and make a new version.";
        }

        foreach (var sample in samples)
        {
            var stranger = cache.Labels(sample).IndexOfAnyExceptInRange((byte)0, (byte)Classes.Count);
            if (stranger >= 0)
            {
                return $"{cache.Samples[sample].Name}: its label holds the value {cache.Labels(sample)[stranger]}, "
                    + $"the project has classes 1 to {Classes.Count}. Correct the label and make a new version.";
            }
        }

        return null;
    }

    public override IReadOnlyList<CalibrationCounts> Calibrate(Tensor output, Tensor target)
    {
        using var scope = NewDisposeScope();
        var (confidence, answer) = output.softmax(1).max(1);
        var (shares, answers, truths) = (confidence.cpu().contiguous().data<float>().ToArray(), answer.cpu().contiguous().data<long>().ToArray(), target.cpu().contiguous().data<long>().ToArray());
        var pixels = truths.Length / (int)output.shape[0];
        var counts = new CalibrationCounts[output.shape[0]];
        Parallel.For(0, counts.Length, slot =>
        {
            counts[slot] = new CalibrationCounts(ClassCount);
            for (var pixel = slot * pixels; pixel < (slot + 1) * pixels; pixel++)
            {
                counts[slot].Add((int)answers[pixel], shares[pixel], answers[pixel] == truths[pixel]);
            }
        });
        return counts;
    }

    public override IReadOnlyList<IReadOnlyList<AreaDisagreement>> CompareAreas(Tensor output, Tensor target)
    {
        using var scope = NewDisposeScope();
        var shares = output.softmax(1);
        var images = new IReadOnlyList<AreaDisagreement>[output.shape[0]];
        for (var slot = 0; slot < images.Length; slot++)
        {
            using var one = NewDisposeScope();
            images[slot] = ConfidentDisagreement.Of(
                shares.narrow(0, slot, 1).cpu().contiguous().data<float>().ToArray(),
                target.narrow(0, slot, 1).cpu().contiguous().data<long>().ToArray(),
                ClassCount);
        }

        return images;
    }

    public override Tensor Comparable(Tensor output) => output.softmax(1);
}
