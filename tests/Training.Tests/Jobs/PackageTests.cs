using System.Text.Json;
using System.Text.Json.Nodes;
using Studio.Contracts.Jobs;
using Studio.Contracts.Packages;
using Studio.Contracts.Projects;
using Studio.Imaging;
using Studio.Imaging.Formats;
using Studio.Imaging.Formats.Png;
using Studio.Imaging.Masks;
using Studio.Training.Metrics;
using Studio.Training.Prediction;
using Studio.Training.Tests.Worker;

namespace Studio.Training.Tests.Jobs;

/// <summary>One trained network through evaluation, export and prediction, all in real processes.</summary>
public sealed class PackageTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task TrainEvaluateExportPredict_SyntheticImages_AgreeWithEachOther()
    {
        await using var studio = await TestStudio.StartAsync();
        var recipe = SyntheticDataset.Recipe("training.epochs=10");
        studio.Job = SyntheticDataset.Job(studio, folder.File("train"), recipe);
        var steps = new JobSteps(studio, folder);
        var weights = await steps.TrainAsync();

        var evaluation = await EvaluateAsync(studio, steps, weights);
        var images = studio.Images();
        var (package, model) = await steps.ExportAsync(weights);
        Assert.Equal(4, package.ParityImages);
        await AssertCardAsync(model);
        var masks = await PredictAsync(model);

        Assert.InRange(evaluation.Metrics["iou.mean"].Mean, 0.6, 1);
        Assert.InRange(package.MaxAbsDiff, 0, 1e-4);
        AssertMasksMatch(images, masks);
        await AssertPackageFromBeforeIsReadableAsync(model);
        await AssertLabelsOfTrainingImagesAreJudgedAsync(studio, steps, weights);
    }

    /// <summary>Whoever looks for wrong labels looks at the training images, too.</summary>
    static async Task AssertLabelsOfTrainingImagesAreJudgedAsync(TestStudio studio, JobSteps steps, BlobReference weights)
    {
        var result = await steps.EvaluateAsync(weights, job => job with { EvaluationSplit = Split.Training });
        Assert.Equal((Split.Training, 16), (result.Split, result.Images));
        foreach (var image in studio.Images())
        {
            Assert.Equal([1, 2], image.Areas.Select(area => area.ClassIndex));
            Assert.All(image.Areas, area => Assert.InRange(area.Missed + area.Extra, 0, area.Either));
            // A disc of 36π of 48 × 40 pixels.
            Assert.InRange(image.Areas[0].Labelled, 0.04, 0.08);
        }
    }

    static async Task<EvaluationResult> EvaluateAsync(TestStudio studio, JobSteps steps, BlobReference weights)
    {
        var result = await steps.EvaluateAsync(weights);
        Assert.Equal((Split.Test, 4, 2), (result.Split, result.Images, result.Patients));
        Assert.All(["iou.disc", "iou.square", "dice.disc", "precision.disc", "recall.square", "accuracy", "baseline.iou.mean"], name => Assert.Contains(name, result.Metrics.Keys));
        Assert.All(result.Metrics.Values, metric => Assert.True(metric.Low <= metric.Mean && metric.Mean <= metric.High));
        Assert.True(result.Metrics["iou.mean"].Mean > result.Metrics["baseline.iou.mean"].Mean);
        Assert.Equal(studio.Images().Average(image => image.Values["iou.disc"])!.Value, result.Metrics["iou.disc"].Mean, 1e-12);
        return result;
    }

    static async Task AssertCardAsync(string model)
    {
        var card = await File.ReadAllTextAsync(Path.Combine(model, PackageFiles.ModelCard));
        Assert.Contains("Still missing", card);
        Assert.Contains("From which probability", card);
        Assert.Contains("disc", card);
    }

    /// <summary>Packages say nothing of scaling if they were written before there was one.</summary>
    static async Task AssertPackageFromBeforeIsReadableAsync(string model)
    {
        var path = Path.Combine(model, PackageFiles.Preprocessing);
        var description = JsonNode.Parse(await File.ReadAllTextAsync(path))!;
        Assert.True(description["output"]!.AsObject().Remove("scaling"));
        await File.WriteAllTextAsync(path, description.ToJsonString());
        using var package = ModelPackage.Open(model);
        Assert.Null(package.Preprocessing.Output!.Scaling);
    }

    async Task<IReadOnlyDictionary<string, byte[]>> PredictAsync(string model)
    {
        var images = Directory.CreateDirectory(folder.File("images")).FullName;
        for (var index = 20; index < 24; index++)
        {
            var (pixels, _) = SyntheticDataset.Draw(index, 40, 48);
            var layout = new RasterLayout(40, 48, 1, 2, 16);
            var samples = System.Runtime.InteropServices.MemoryMarshal.AsBytes<ushort>(pixels).ToArray();
            await File.WriteAllBytesAsync(Path.Combine(images, $"image-{index}.png"), PngWriter.Write(new RasterImage(layout, samples)));
        }

        await File.WriteAllTextAsync(Path.Combine(images, "notes.txt"), "no image");
        using var process = TrainingProcess.Start(["predict", "--model", model, "--input", images, "--output", folder.File("masks"), "--json"]);
        var (exitCode, output, errors) = await process.WaitAsync();
        Assert.True(exitCode == 0, errors);
        using var report = JsonDocument.Parse(output);
        Assert.Equal(4, report.RootElement.GetProperty("outputs").GetArrayLength());
        Assert.Equal("notes.txt", Assert.Single(report.RootElement.GetProperty("rejected").EnumerateArray()).GetProperty("path").GetString());
        Assert.True(report.RootElement.GetProperty("imagesPerSecond").GetDouble() > 0);
        return Directory.EnumerateFiles(folder.File("masks")).ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes);
    }

    /// <summary>The package's masks give the IoU that the evaluation reported.</summary>
    static void AssertMasksMatch(IReadOnlyList<ImageResult> images, IReadOnlyDictionary<string, byte[]> masks)
    {
        foreach (var image in images)
        {
            var outcome = new MaskReader(new ImageDecoder(ImageFormatCatalog.Create())).Read(masks[image.Name], image.Name);
            var mask = Assert.IsType<MaskOutcome.Read>(outcome).File.ReadFrame(0);
            Assert.Equal((40, 48, MaskValueKind.PaletteIndex), (mask.Rows, mask.Columns, mask.Kind));
            var (_, truth) = SyntheticDataset.Draw((int)image.ImageId - 1, 40, 48);
            var comparison = LabelmapComparison.Of(truth, mask.Values.Select(value => (byte)value).ToArray(), 3);
            Assert.Equal(image.Values["iou.disc"]!.Value, comparison.Classes[1].Iou!.Value, 0.03);
        }
    }

    [Fact]
    public async Task Predict_FolderWithoutPackage_SaysWhatIsMissing()
    {
        Directory.CreateDirectory(folder.File("empty"));
        using var process = TrainingProcess.Start(["predict", "--model", folder.File("empty"), "--input", folder.Path, "--output", folder.File("masks")]);
        var (exitCode, _, errors) = await process.WaitAsync();
        Assert.Equal(2, exitCode);
        Assert.Contains(PackageFiles.Preprocessing, errors);
    }
}
