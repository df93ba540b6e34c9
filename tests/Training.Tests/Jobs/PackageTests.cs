using System.Text.Json;
using Studio.Contracts.Jobs;
using Studio.Contracts.Packages;
using Studio.Contracts.Projects;
using Studio.Imaging;
using Studio.Imaging.Formats;
using Studio.Imaging.Formats.Png;
using Studio.Imaging.Masks;
using Studio.Training.Metrics;
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
        await RunAsync(studio);
        var weights = studio.Snapshot().OfType<CheckpointSaved>().Last().Weights;

        var evaluation = await EvaluateAsync(studio, weights);
        var package = await ExportAsync(studio, weights);
        var masks = await PredictAsync();

        Assert.InRange(evaluation.Metrics["iou.mean"].Mean, 0.6, 1);
        Assert.InRange(package.MaxAbsDiff, 0, 1e-4);
        AssertMasksMatch(evaluation, masks);
        await AssertLabelsOfTrainingImagesAreJudgedAsync(studio, weights);
    }

    /// <summary>Whoever looks for wrong labels looks at the training images, too.</summary>
    async Task AssertLabelsOfTrainingImagesAreJudgedAsync(TestStudio studio, BlobReference weights)
    {
        studio.Events.Clear();
        studio.Job = studio.Job! with
        {
            JobId = Guid.NewGuid(), Kind = JobKind.Evaluate, EvaluationSplit = Split.Training, Checkpoint = weights, WorkFolder = folder.File("evaluate-training"),
        };
        await RunAsync(studio);
        var result = Assert.Single(studio.Snapshot().OfType<EvaluationResult>());
        Assert.Equal((Split.Training, 16), (result.Split, result.Images));
        foreach (var image in result.PerImage)
        {
            Assert.Equal([1, 2], image.Areas.Select(area => area.ClassIndex));
            Assert.All(image.Areas, area => Assert.InRange(area.Missed + area.Extra, 0, area.Either));
            // A disc of 36π of 48 × 40 pixels.
            Assert.InRange(image.Areas[0].Labelled, 0.04, 0.08);
        }
    }

    async Task<EvaluationResult> EvaluateAsync(TestStudio studio, BlobReference weights)
    {
        studio.Events.Clear();
        studio.Job = studio.Job! with { JobId = Guid.NewGuid(), Kind = JobKind.Evaluate, Checkpoint = weights, WorkFolder = folder.File("evaluate") };
        await RunAsync(studio);
        var result = Assert.Single(studio.Snapshot().OfType<EvaluationResult>());
        Assert.Equal((Split.Test, 4, 2), (result.Split, result.Images, result.Patients));
        Assert.All(["iou.disc", "iou.square", "dice.disc", "precision.disc", "recall.square", "accuracy", "baseline.iou.mean"], name => Assert.Contains(name, result.Metrics.Keys));
        Assert.All(result.Metrics.Values, metric => Assert.True(metric.Low <= metric.Mean && metric.Mean <= metric.High));
        Assert.True(result.Metrics["iou.mean"].Mean > result.Metrics["baseline.iou.mean"].Mean);
        Assert.Equal(result.PerImage.Average(image => image.Values["iou.disc"])!.Value, result.Metrics["iou.disc"].Mean, 1e-12);
        return result;
    }

    async Task<PackageWritten> ExportAsync(TestStudio studio, BlobReference weights)
    {
        studio.Events.Clear();
        studio.Job = studio.Job! with { JobId = Guid.NewGuid(), Kind = JobKind.Export, Checkpoint = weights, WorkFolder = folder.File("export") };
        await RunAsync(studio);
        var package = Assert.Single(studio.Snapshot().OfType<PackageWritten>());
        Assert.Equal(4, package.ParityImages);
        Directory.CreateDirectory(folder.File("package"));
        foreach (var file in package.Files)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.File("package"), file.Name), studio.Blobs[file.Blob.Sha256]);
        }

        var card = await File.ReadAllTextAsync(Path.Combine(folder.File("package"), PackageFiles.ModelCard));
        Assert.Contains("Still missing", card);
        Assert.Contains("disc", card);
        return package;
    }

    async Task<IReadOnlyDictionary<string, byte[]>> PredictAsync()
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
        using var process = TrainingProcess.Start(["predict", "--model", folder.File("package"), "--input", images, "--output", folder.File("masks"), "--json"]);
        var (exitCode, output, errors) = await process.WaitAsync();
        Assert.True(exitCode == 0, errors);
        using var report = JsonDocument.Parse(output);
        Assert.Equal(4, report.RootElement.GetProperty("outputs").GetArrayLength());
        Assert.Equal("notes.txt", Assert.Single(report.RootElement.GetProperty("rejected").EnumerateArray()).GetProperty("path").GetString());
        Assert.True(report.RootElement.GetProperty("imagesPerSecond").GetDouble() > 0);
        return Directory.EnumerateFiles(folder.File("masks")).ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes);
    }

    /// <summary>The package's masks give the IoU that the evaluation reported.</summary>
    static void AssertMasksMatch(EvaluationResult evaluation, IReadOnlyDictionary<string, byte[]> masks)
    {
        foreach (var image in evaluation.PerImage)
        {
            var outcome = new MaskReader(new ImageDecoder(ImageFormatCatalog.Create())).Read(masks[image.Name], image.Name);
            var mask = Assert.IsType<MaskOutcome.Read>(outcome).File.ReadFrame(0);
            Assert.Equal((40, 48, MaskValueKind.PaletteIndex), (mask.Rows, mask.Columns, mask.Kind));
            var (_, truth) = SyntheticDataset.Draw((int)image.ImageId - 1, 40, 48);
            var comparison = LabelmapComparison.Of(truth, mask.Values.Select(value => (byte)value).ToArray(), 3);
            Assert.Equal(image.Values["iou.disc"]!.Value, comparison.Classes[1].Iou!.Value, 0.03);
        }
    }

    static async Task RunAsync(TestStudio studio)
    {
        using var process = TrainingProcess.Run(studio);
        var (exitCode, _, errors) = await process.WaitAsync();
        Assert.True(exitCode == 0, $"{errors} {string.Join(" ", studio.Snapshot().TakeLast(1))}");
        Assert.Equal(JobState.Succeeded, Assert.IsType<JobEnded>(studio.Snapshot()[^1]).State);
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
