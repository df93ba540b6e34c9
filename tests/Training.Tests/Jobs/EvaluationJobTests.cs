using System.Buffers.Binary;
using System.Globalization;
using Studio.Contracts.Jobs;
using Studio.Contracts.Packages;
using Studio.Contracts.Projects;
using Studio.Training.Tests.Worker;

namespace Studio.Training.Tests.Jobs;

/// <summary>Evaluations in the real process: what is told of validation, what an operating point changes, and weights that are damaged.</summary>
public sealed class EvaluationJobTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Outlines_OnValidation_TellScalingLevelsAndWhatAPointChanges()
    {
        await using var studio = await TestStudio.StartAsync();
        studio.Job = SyntheticDataset.Job(studio, folder.File("train"), SyntheticDataset.Recipe("training.epochs=6"));
        var steps = new JobSteps(studio, folder);
        var weights = await steps.TrainAsync();

        var result = await steps.EvaluateAsync(weights, job => job with { EvaluationSplit = Split.Validation });
        var plain = studio.Images();
        AssertScaling(result.Scaling!);
        foreach (var name in new[] { "iou.disc", "iou.mean", "hd95px.disc", "assdpx.mean", "specificity.square", "volumedifference.disc", "imagesensitivity.disc", "baseline.dice.mean" })
        {
            Assert.Contains(name, result.Metrics.Keys);
            Assert.Contains(name, result.PerPatient.Keys);
        }

        double Pixels(params string[] names) => plain.Sum(image => names.Sum(name => image.Values[name]!.Value));
        Assert.Equal(Pixels("tp.disc") / Pixels("tp.disc", "fp.disc", "fn.disc"), result.Pooled["iou.disc"].Mean, 1e-12);
        Assert.DoesNotContain(result.Metrics.Keys, name => name.StartsWith("tp.", StringComparison.Ordinal));
        Assert.Equal(plain.Average(image => image.Values["hd95px.disc"])!.Value, result.Metrics["hd95px.disc"].Mean, 1e-9);

        // Hardly ever sure enough: the disc is not answered, and what was said of validation stays as it was.
        var point = Point(1, 1, new ProbabilityScaling(ProbabilityScalings.Temperature, [new ScaleFactors(0.05, 0)]));
        var chosen = await steps.EvaluateAsync(weights, job => job with { EvaluationSplit = Split.Validation, OperatingPoint = point });
        Assert.True(chosen.Metrics["recall.disc"].Mean < 0.05, $"{chosen.Metrics["recall.disc"].Mean}");
        Assert.True(result.Metrics["recall.disc"].Mean > 0.5, $"{result.Metrics["recall.disc"].Mean}");
        Assert.Equal(result.Scaling!.Temperature, chosen.Scaling!.Temperature, 1e-6);
        Assert.Null((await steps.EvaluateAsync(weights, job => job with { EvaluationSplit = Split.Test, OperatingPoint = null })).Scaling);
        await AssertDamagedWeightsAreToldAsync(studio, steps, weights);
    }

    static void AssertScaling(ClassMapScaling scaling)
    {
        Assert.InRange(scaling.Temperature, 0.01, 100);
        Assert.True(scaling.LossAfter <= scaling.LossBefore);

        // Four images of 40 × 48 pixels fill 32 × 32; all pixels are taken.
        Assert.Equal(4 * 32 * 32, scaling.Pixels);
        Assert.Equal([1, 2], scaling.Curves.Select(curve => curve.ClassIndex));
        Assert.Equal(3, scaling.Calibrated.Count);
        Assert.Equal(scaling.Pixels, scaling.Calibrated.Sum(diagram => diagram.Bins.Sum(bin => bin.Count)));
        foreach (var curve in scaling.Curves)
        {
            Assert.Equal(101, curve.Steps.Count);
            Assert.All(curve.Steps, step => Assert.Equal(scaling.Pixels, step.TruePositives + step.FalsePositives + step.FalseNegatives + step.TrueNegatives));
            Assert.Equal((0.0, 0L, 0L), (curve.Steps[0].Threshold, curve.Steps[0].FalseNegatives, curve.Steps[0].TrueNegatives));
            Assert.All(curve.Steps.Zip(curve.Steps.Skip(1)), pair => Assert.True(pair.First.TruePositives >= pair.Second.TruePositives));
        }
    }

    static async Task AssertDamagedWeightsAreToldAsync(TestStudio studio, JobSteps steps, BlobReference weights)
    {
        var content = studio.Blobs[weights.Sha256].ToArray();
        var data = 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(content);

        // Every number is read as NaN.
        content.AsSpan(data).Fill(0xFF);
        var ended = await steps.EndAsync(JobKind.Evaluate, studio.AddBlob(content), job => job with { EvaluationSplit = Split.Validation });

        Assert.Equal(JobState.Failed, ended.State);
        Assert.StartsWith("image-16.png: the network answers with something that is no number", ended.Reason);
        Assert.Empty(studio.Images());
        Assert.Empty(studio.Snapshot().OfType<EvaluationResult>());
    }

    [Fact]
    public async Task Tags_WithOperatingPoint_AnswerByItAndReportTheNetworksOwnProbabilities()
    {
        await using var studio = await TestStudio.StartAsync();
        var recipe = SyntheticDataset.Recipe(
            "task=classification", "architecture.name=resnet-classifier", "architecture.widths=[8, 16]", "architecture.head=pool",
            "loss.name=binary-cross-entropy", "training.epochs=4");
        studio.Job = SyntheticDataset.WithBoxesAndTags(SyntheticDataset.Job(studio, folder.File("train"), recipe, 16, 8, 8), studio, missing: true);
        var steps = new JobSteps(studio, folder);
        var weights = await steps.TrainAsync();
        await steps.EvaluateAsync(weights);
        var plain = studio.Images();

        var middle = plain.Select(image => image.Tags[0].Probability).Order().ElementAt(4);
        ScaleFactors[] factors = [new(2, 0.5), new(1, -0.25)];
        var point = Point(1, Scaled(middle, factors[0]), new ProbabilityScaling(ProbabilityScalings.Platt, factors));
        JobSpec WithPoint(JobSpec job) => job with { OperatingPoint = point };
        var result = await steps.EvaluateAsync(weights, WithPoint);
        var images = studio.Images();
        Assert.Equal(plain.SelectMany(image => image.Tags), images.SelectMany(image => image.Tags));
        Assert.Equal(plain.Select(image => image.Tags[0].Probability >= middle ? 1.0 : 0), images.Select(image => image.Values["yes.disc"]!.Value));
        Assert.Equal(plain.Select(image => Scaled(image.Tags[1].Probability, factors[1]) >= 0.5 ? 1.0 : 0), images.Select(image => image.Values["yes.square"]!.Value));
        Assert.Equal(4, images.Sum(image => image.Values["yes.disc"]));
        Assert.All(["auc.mean", "accuracy.disc", "brier.square", "baseline.auc.mean"], name => Assert.Contains(name, result.Metrics.Keys));

        var (_, model) = await steps.ExportAsync(weights, WithPoint);
        var card = await File.ReadAllTextAsync(Path.Combine(model, PackageFiles.ModelCard));
        Assert.Contains(FormattableString.Invariant($"- disc: answered from {point.Thresholds[0].Threshold:0.00##} on: finds at least 0.95 of what is there (validation: sensitivity 0.96, specificity 0.81)."), card);
        Assert.Contains("Platt", card);
        Assert.Contains("Yes or no for disc, square on images.", card);
        Assert.Contains("chosen by validation AUC", card);
        Assert.DoesNotContain("From which probability", card);
        Assert.Contains("finds at least 0.95", await File.ReadAllTextAsync(Path.Combine(model, PackageFiles.Metrics)));
        var table = await steps.PredictAsync(model, "tags.csv");
        foreach (var image in plain)
        {
            var cells = table.Single(line => line.StartsWith(image.Name, StringComparison.Ordinal)).Split(',');
            Assert.Equal(Scaled(image.Tags[0].Probability, factors[0]), double.Parse(cells[2], CultureInfo.InvariantCulture), 2e-3);
            Assert.Equal(image.Tags[0].Probability >= middle ? "yes" : "no", cells[3]);
        }

        var refused = await steps.EndAsync(JobKind.Evaluate, weights, job => job with { OperatingPoint = Point(7, 0.5, null) });
        Assert.Equal(JobState.Failed, refused.State);
        Assert.Contains("class 7", refused.Reason);
    }

    static double Scaled(double probability, ScaleFactors factors) =>
        1 / (1 + Math.Exp(-((factors.Slope * Math.Log(probability / (1 - probability))) + factors.Offset)));

    static OperatingPoint Point(int classIndex, double threshold, ProbabilityScaling? scaling) => new()
    {
        Scaling = scaling,
        Thresholds = [new ClassThreshold(classIndex, ThresholdGoal.Sensitivity, 0.95, threshold, 0.96, 0.81, null, null)],
    };
}
