using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Features.Calibration;
using Studio.Storage;
using Studio.Tests.Jobs;
using Studio.Tests.LabelReview;

namespace Studio.Tests.Calibration;

/// <summary>Runs with written, not computed, validations.</summary>
sealed class JudgedRuns(TestStudio studio, NoduleProject nodules)
{
    public static Recipe Tags { get; } = WithNetwork("resnet");

    public static Recipe Outlines { get; } = WithNetwork("unet");

    public static Recipe Boxes { get; } = WithNetwork("center-detector");

    public static Recipe OneBox { get; } = WithNetwork("resnet-localizer");

    /// <summary>A run with a checkpoint on the labels as they are.</summary>
    public async Task<Run> StartAsync(Recipe recipe)
    {
        var version = (await studio.Get<DatasetVersionStore>().FreezeAsync(nodules.Project.Id, null)).Version;
        var runs = studio.Get<RunStore>();
        var run = await runs.CreateAsync(new NewRun(nodules.Project.Id, "", recipe, "name: Test\n", version.Id, 1, "cpu", null));
        await runs.SetBestAsync(run.Id, new BestEpoch(1, 0.7, [0.7], await studio.Get<BlobStore>().PutAsync(new byte[] { 1, 2, 3 }, "Weights")));
        return (await runs.FindAsync(run.Id))!;
    }

    public async Task<ValidationAnswers> JudgeAsync(Run run, EvaluationResult result)
    {
        var job = await studio.Get<JobStore>().EnqueueAsync(JobKind.Evaluate, run.Id, "{}");
        await studio.Get<EvaluationStore>().AddAsync(run.Id, job.Id, result, null);
        return (await studio.Get<CalibrationReader>().ReadAsync(nodules.Project, run)).Answers!;
    }

    /// <summary>
    /// Forty images: of 20 that are given 0.9, 15 show it; of 20 that are given 0.1, 1 does.
    /// </summary>
    /// <param name="sure">In place of 0.9, and what is left to 1 in place of 0.1.</param>
    /// <param name="patientOf">Of the image with this position.</param>
    public async Task<ValidationAnswers> JudgeTagsAsync(Recipe? recipe = null, Func<int, string>? patientOf = null, double sure = 0.9) => await JudgeAsync(
        await StartAsync(recipe ?? Tags),
        Result([.. nodules.Images.Take(40).Select((image, place) => Image(image, patientOf?.Invoke(place) ?? $"patient {place:00}") with
        {
            Tags = [new TagOutcome(1, place < 20 ? sure : 1 - sure, place < 15 || place == 20)],
        })]));

    public static EvaluationResult Result(IReadOnlyList<ImageResult> images) => new(
        Split.Validation, images.Count, images.Select(image => image.PatientKey).Distinct().Count(), new Dictionary<string, MetricValue>(), images, 1);

    public static ImageResult Image(long id, string patient) => new(id, $"image {id}", patient, new Dictionary<string, double?>(), [], []);

    static Recipe WithNetwork(string name) => new() { Id = name, Name = name, Summary = "A test", Architecture = new ArchitectureRecipe { Name = name } };
}
