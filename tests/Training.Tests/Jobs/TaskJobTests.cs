using Studio.Contracts.Jobs;
using Studio.Contracts.Recipes;
using Studio.Training.Tests.Worker;

namespace Studio.Training.Tests.Jobs;

/// <summary>Every kind of answer through training, evaluation, export and prediction, in real processes.</summary>
public sealed class TaskJobTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Tags_TrainedAndPackaged_RankImagesAndPredictAsEvaluated()
    {
        var recipe = SyntheticDataset.Recipe(
            "task=classification", "architecture.name=resnet-classifier", "architecture.widths=[8, 16]", "architecture.head=pool",
            "loss.name=binary-cross-entropy", "training.epochs=12", "postprocessing.fit=[threshold]");
        var (evaluation, table) = await RunAsync(recipe, "tags.csv", missing: true, training: 40, validation: 12, test: 12);

        Assert.Equal("AUC", evaluation.Started.Score!.Name);
        Assert.InRange(evaluation.Result.Metrics["auc.mean"].Mean, 0.85, 1);
        Assert.InRange(evaluation.Result.Metrics["accuracy.mean"].Mean, 0.7, 1);
        Assert.True(evaluation.Result.Metrics["accuracy.mean"].Mean > evaluation.Result.Metrics["baseline.accuracy.mean"].Mean);
        Assert.All(evaluation.Images, image => Assert.Equal(2, image.Tags.Count));
        foreach (var image in evaluation.Images)
        {
            var cells = table.Single(line => line.StartsWith(image.Name, StringComparison.Ordinal)).Split(',');
            Assert.Equal(image.Tags[0].Probability, double.Parse(cells[2], System.Globalization.CultureInfo.InvariantCulture), 2e-3);
        }
    }

    [Theory]
    [InlineData("0", "ciou-diou-giou")]
    [InlineData("0.05", "mse")]
    public async Task OneBox_TrainedAndPackaged_IsFound(string kappa, string loss)
    {
        var recipe = SyntheticDataset.Recipe(
            "task=detection", "architecture.name=resnet-localizer", "architecture.widths=[8, 16, 16]", "architecture.head=flatten",
            "architecture.boxClass=1", $"architecture.gaussianKappa={kappa}", $"loss.name={loss}", "optimizer.learningRate=0.003",
            "training.epochs=20", "augmentation.rotationDegrees=0");
        var (evaluation, table) = await RunAsync(recipe, "boxes.csv", missing: false, training: 40, validation: 8, test: 8);

        var metrics = evaluation.Result.Metrics;
        Assert.False(evaluation.Started.Score!.PerClass);
        Assert.True(metrics["iou.box"].Mean > metrics["baseline.iou.box"].Mean + 0.05, $"{metrics["iou.box"].Mean} {metrics["baseline.iou.box"].Mean}");
        Assert.InRange(metrics["baseline.hit50.box"].Mean, 0, 1);
        Assert.Equal(evaluation.Images.Count + 1, table.Length);
        Assert.All(evaluation.Images, image => Assert.StartsWith("M", Assert.Single(image.Prediction).Path));
        Assert.All(evaluation.Images, image => Assert.Equal(image.Values["iou.box"], Assert.Single(image.Boxes).Confidence));
    }

    [Fact]
    public async Task Boxes_TrainedAndPackaged_AreFound()
    {
        var recipe = SyntheticDataset.Recipe(
            "task=detection", "architecture.name=center-detector", "architecture.widths=[8, 16, 16, 32, 32]", "loss.name=detection",
            "input.height=64", "input.width=64", "optimizer.learningRate=0.005", "training.epochs=16");
        var (evaluation, table) = await RunAsync(recipe, "boxes.csv", missing: true, training: 32, validation: 8, test: 8);

        Assert.Equal("AP50", evaluation.Started.Score!.Name);
        Assert.InRange(evaluation.Result.Metrics["ap50.mean"].Mean, 0.25, 1);
        Assert.True(evaluation.Result.Metrics["ap75.mean"].Mean <= evaluation.Result.Metrics["ap50.mean"].Mean);
        Assert.InRange(evaluation.Result.PerPatient["ap50.mean"].Mean, 0.1, 1);
        Assert.True(
            evaluation.Result.Metrics["ap50.mean"].Mean > evaluation.Result.Metrics["baseline.ap50.mean"].Mean + 0.05,
            $"{evaluation.Result.Metrics["ap50.mean"].Mean} {evaluation.Result.Metrics["baseline.ap50.mean"].Mean}");
        Assert.Equal(2, evaluation.Started.TrivialBaseline.Count);
        Assert.All(evaluation.Started.TrivialBaseline, value => Assert.InRange(value, 0, 0.5));
        Assert.True(table.Length > 4, string.Join("\n", table));
        var boxes = evaluation.Images.SelectMany(image => image.Boxes).ToList();
        Assert.Equal(8, boxes.Count(box => box.IsLabelled));
        Assert.Contains(boxes, box => box is { IsLabelled: true, Confidence: > 0 });
        Assert.All(boxes.Where(box => !box.IsLabelled), box => Assert.InRange(box.Confidence, 0.3, 1));
    }

    sealed record Evaluation(JobStarted Started, EvaluationResult Result, IReadOnlyList<ImageResult> Images);

    async Task<(Evaluation Evaluation, string[] Table)> RunAsync(
        Recipe recipe, string file, bool missing, int training, int validation, int test)
    {
        await using var studio = await TestStudio.StartAsync();
        studio.Job = SyntheticDataset.WithBoxesAndTags(
            SyntheticDataset.Job(studio, folder.File("train"), recipe, training, validation, test), studio, missing);
        var steps = new JobSteps(studio, folder);
        var weights = await steps.TrainAsync();
        var started = Assert.Single(studio.Snapshot().OfType<JobStarted>());
        var result = await steps.EvaluateAsync(weights);
        Assert.Empty(result.PerImage);
        var images = studio.Images();
        Assert.Equal(result.Images, images.Count);
        var (package, model) = await steps.ExportAsync(weights);
        Assert.InRange(package.MaxAbsDiff, 0, 1e-4);
        return (new Evaluation(started, result, images), await steps.PredictAsync(model, file));
    }
}
