using Studio.Bench.Datasets;
using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Storage;

namespace Studio.Bench.Comparison;

/// <summary>
/// A data folder with a project of made-up images of which 5,000 are the validation, and runs evaluated on them: the numbers of
/// an image that an evaluation of outlines of three classes gives, each image of another patient, and a training's epochs.
/// </summary>
static class ManyRuns
{
    public const int Runs = 20;
    public const int Cases = 5000;

    const int Images = 36_000;
    const int Epochs = 120;
    const int ImagesOfMessage = 200;

    static readonly string[] Metrics = ["iou", "dice", "precision", "recall", "specificity", "hd95mm", "assdmm"];

    /// <returns>Slug of the project.</returns>
    public static async Task<string> BuildAsync(string dataFolder, CancellationToken cancellation)
    {
        var projectId = await MillionImages.BuildAsync(dataFolder, ProjectTask.Segmentation, Images, cancellation);
        var database = new Database(new DataFolder(dataFolder));
        var blobs = new BlobStore(database);
        var versions = new DatasetVersionStore(database, new AnnotationStore(database, blobs));
        var version = (await versions.FreezeAsync(projectId, null, cancellation)).Version;
        var images = (await versions.ListSamplesAsync(version.Id, cancellation)).Where(sample => sample.Split == Split.Validation).Take(Cases).ToList();
        if (images.Count < Cases)
            throw new InvalidOperationException($"The made-up project has {images.Count} validation images, not {Cases}.");
        var weights = await blobs.PutAsync("weights"u8.ToArray(), "The weights", cancellation);
        for (var run = 0; run < Runs; run++)
            await AddRunAsync(database, projectId, version, run, images, weights, cancellation);
        return MillionImages.Slug;
    }

    static async Task AddRunAsync(
        Database database, long projectId, DatasetVersion version, int number, List<SampleSpec> images, BlobReference weights, CancellationToken cancellation)
    {
        var (runs, jobs) = (new RunStore(database), new JobStore(database));
        var recipe = new Recipe { Id = "many", Name = $"Recipe {number % 4}", Summary = "", Training = new TrainingRecipe { Epochs = Epochs, Seed = number } };
        var run = await runs.CreateAsync(new NewRun(projectId, $"Try {number}", recipe, "name: many\n", version.Id, number, "cpu", null), cancellation);
        var training = await jobs.EnqueueAsync(JobKind.Train, run.Id, """{"split":"validation","requestedBy":null}""", cancellationToken: cancellation);
        await new JobEventStore(database).AppendAsync(training.Id, [.. Enumerable.Range(1, Epochs).Select(epoch => Epoch(epoch, number))], cancellation);
        await EndAsync(jobs, training.Id, cancellation);
        await runs.SetBestAsync(run.Id, new BestEpoch(Epochs, 0.6, [0.6, 0.6, 0.6], weights), cancellation);
        var evaluation = await jobs.EnqueueAsync(JobKind.Evaluate, run.Id, """{"split":"validation","requestedBy":null}""", cancellationToken: cancellation);
        var store = new EvaluationStore(database);
        var random = new Random(number);
        foreach (var part in images.Chunk(ImagesOfMessage))
            await store.AddImagesAsync(evaluation.Id, [.. part.Select(image => Result(image, version.Classes, number, random))], cancellation);
        await store.AddAsync(run.Id, evaluation.Id, new EvaluationResult(Split.Validation, Cases, Cases, new Dictionary<string, MetricValue>(), [], 60), null, null, cancellation);
        await EndAsync(jobs, evaluation.Id, cancellation);
    }

    /// <summary>A job that waits would be started by the studio that is measured.</summary>
    static async Task EndAsync(JobStore jobs, Guid jobId, CancellationToken cancellation)
    {
        await jobs.ClaimNextAsync("bench", TimeSpan.FromMinutes(1), cancellationToken: cancellation);
        if (!await jobs.TryTransitionAsync(jobId, JobState.Succeeded, "Made up.", null, cancellation))
            throw new InvalidOperationException($"The made-up job {jobId} was not ended.");
    }

    static EpochMetrics Epoch(int epoch, int number)
    {
        var score = (0.6 + (0.002 * number)) * (1 - Math.Exp(-epoch / 20.0));
        return new EpochMetrics(epoch, 1 - score, 1 - score, [score, score, score], score, 1e-3, 10, 1 << 30, null, 0, IsBest: true) { Sequence = epoch };
    }

    /// <summary>An image as hard for every run as it is, and each run a little better than the one before.</summary>
    static ImageResult Result(SampleSpec image, IReadOnlyList<ClassDefinition> classes, int number, Random random)
    {
        var values = new Dictionary<string, double?> { ["pixels"] = 512 * 512, ["accuracy"] = 0.9 + (0.1 * random.NextDouble()) };
        foreach (var definition in classes)
        {
            var hardness = ((image.ImageId * 2654435761) & 0xFFFF) / 65536.0;
            var iou = Math.Clamp(0.4 + (0.4 * hardness) + (0.002 * number) + (0.1 * (random.NextDouble() - 0.5)), 0, 1);
            foreach (var metric in Metrics)
                values[$"{metric}.{definition.Name}"] = metric.EndsWith("mm", StringComparison.Ordinal) ? 20 * (1 - iou) : iou;
            values[$"baseline.iou.{definition.Name}"] = 0.05;
            values[$"tp.{definition.Name}"] = Math.Round(2000 * iou);
            values[$"fp.{definition.Name}"] = values[$"fn.{definition.Name}"] = Math.Round(1000 * (1 - iou));
        }

        foreach (var metric in Metrics)
            values[$"{metric}.mean"] = classes.Average(definition => values[$"{metric}.{definition.Name}"]);
        ClassOutline[] outline = [new(1, "M10 10L60 10L60 60L10 60Z")];
        return new ImageResult(image.ImageId, image.Name, $"P{image.ImageId}", values, outline, outline);
    }
}
