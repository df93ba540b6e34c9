using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Features.Compare;
using Studio.Harness;
using Studio.Storage;
using Studio.Tests.Jobs;
using Studio.Tests.LabelReview;

namespace Studio.Tests.Compare;

/// <summary>A studio with runs whose results are written, not computed. Images have numbers; there need be no picture.</summary>
sealed class ComparedRuns : IAsyncDisposable
{
    readonly TemporaryFolder folder = new();
    BlobReference weights = null!;
    DatasetVersion version = null!;

    public TestStudio Studio { get; private set; } = null!;

    public Project Project { get; private set; } = null!;

    public ComparisonReader Reader => Studio.Get<ComparisonReader>();

    public DatasetVersion Version => version;

    public static async Task<ComparedRuns> CreateAsync()
    {
        var runs = new ComparedRuns { Studio = null! };
        runs.Studio = await TestStudio.StartAsync(runs.folder, TestStudio.NoDispatch);
        runs.Project = (await NoduleProject.CreateAsync(runs.Studio.Services, 12, swapEvery: 100)).Project;
        runs.version = (await runs.Studio.Get<DatasetVersionStore>().FreezeAsync(runs.Project.Id, null)).Version;
        runs.weights = await runs.Studio.Get<BlobStore>().PutAsync("weights"u8.ToArray(), "The weights");
        return runs;
    }

    public async ValueTask DisposeAsync()
    {
        await Studio.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>A run with weights.</summary>
    public async Task<Run> AddRunAsync(string architecture = "unet", ScoreFacts? score = null)
    {
        var recipe = NoduleProject.Recipe with { Architecture = NoduleProject.Recipe.Architecture with { Name = architecture } };
        var store = Studio.Get<RunStore>();
        var run = await store.CreateAsync(new NewRun(Project.Id, "", recipe, "name: text\n", version.Id, 7, "cpu", null));
        await store.SetScoreAsync(run.Id, score ?? ScoreFacts.Iou);
        await store.SetBestAsync(run.Id, new BestEpoch(1, 0.5, [0.5], weights));
        return (await store.FindAsync(run.Id))!;
    }

    public Task<Run> AddTagRunAsync() => AddRunAsync("resnet-classifier", new ScoreFacts("AUC", PerClass: true));

    /// <summary>IoU of the class <c>nodule</c> on each image; image k belongs to patient k / <paramref name="imagesOfPatient"/>.</summary>
    public Task EvaluateAsync(Run run, IReadOnlyList<double?> iou, int imagesOfPatient = 1, int firstImage = 1, Split split = Split.Validation) => AddAsync(
        run, split,
        [
            .. iou.Select((value, place) => new ImageResult(
                firstImage + place, $"image {firstImage + place}", $"P{(firstImage + place - 1) / imagesOfPatient:000}",
                new Dictionary<string, double?> { ["iou.nodule"] = value, ["iou.mean"] = value, ["baseline.iou.nodule"] = 0.02 }, [], [])),
        ]);

    /// <summary>Distances of the class <c>nodule</c> in pixels, each image a patient; null: the run has no outline there.</summary>
    public Task MeasureAsync(Run run, IReadOnlyList<double?> distances) => AddAsync(
        run, Split.Validation,
        [
            .. distances.Select((value, place) => new ImageResult(
                1 + place, $"image {1 + place}", $"P{place:000}",
                new Dictionary<string, double?> { ["iou.nodule"] = value is null ? 0 : 0.5, ["hd95px.nodule"] = value }, [], [])),
        ]);

    /// <summary>Probability and truth of <c>nodule</c> on each image, each image a patient; NaN: the run has no answer there.</summary>
    public Task AnswerAsync(Run run, IReadOnlyList<(double Probability, bool? Truth)> images) => AddAsync(
        run, Split.Validation,
        [
            .. images.Select((image, place) => new ImageResult(
                place + 1, $"image {place + 1}", $"P{place + 1:000}",
                new Dictionary<string, double?> { ["yes.nodule"] = image.Probability >= 0.5 ? 1 : 0, ["usual.nodule"] = 0 }, [], [])
            {
                Tags = double.IsNaN(image.Probability) ? [] : [new TagOutcome(1, image.Probability, image.Truth)],
            }),
        ]);

    /// <summary>A labelled box on each image, each image a patient, and how sure the run's answer on it is; beside it a wrong one.</summary>
    /// <param name="baseline">Images whose box lies where boxes usually lie.</param>
    public Task FindAsync(Run run, IReadOnlyList<double> right, double wrong, int baseline) => AddAsync(
        run, Split.Validation,
        [
            .. right.Select((sure, place) => new ImageResult(
                place + 1, $"image {place + 1}", $"P{place + 1:000}",
                new Dictionary<string, double?>
                {
                    ["recall50.nodule"] = 1, ["falsepositives.nodule"] = 1, ["baseline.hits.nodule"] = place < baseline ? 1 : 0,
                },
                [], [])
            {
                Found = [new FoundBoxResult(1, sure, 1), new FoundBoxResult(1, wrong, 0)],
                LabelledBoxes = new Dictionary<int, int> { [1] = 1 },
            }),
        ]);

    public async Task<Comparison> CompareAsync(params Run[] runs) =>
        (await Reader.ReadAsync(Project, new CompareQuery([.. runs.Select(run => (IReadOnlyList<int>)[run.Number])]))).Comparison
        ?? throw new InvalidOperationException("There is no comparison.");

    /// <param name="part">Of which version; null: of the run's own.</param>
    public async Task AddAsync(Run run, Split split, IReadOnlyList<ImageResult> images, EvaluatedPart? part = null)
    {
        var job = await Studio.Get<JobStore>().EnqueueAsync(JobKind.Evaluate, run.Id, "{}");
        var result = new EvaluationResult(split, images.Count, images.Count, new Dictionary<string, MetricValue>(), images, 2);
        await Studio.Get<EvaluationStore>().AddAsync(run.Id, job.Id, result, null, part);
    }
}
