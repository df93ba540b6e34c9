using Studio.Contracts.Jobs;
using Studio.Contracts.Labels;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Harness;
using Studio.Storage;

namespace Studio.Browser.Tests;

/// <summary>
/// A studio with 24 pictures of as many patients and a run that was evaluated on them: of twelve that it gives 0.9 to 0.79, nine
/// show a nodule; of twelve that it gives 0.1 to 0.21, one does. It knows nothing of effusions.
/// </summary>
public sealed class CalibratedStudio : LabelledStudio
{
    public const string Annotator = "Ann Archer";
    const int Pictures = 24;

    protected override async Task FillAsync(TemporaryFolder files)
    {
        Directory.CreateDirectory(files["pictures"]);
        for (var index = 0; index < Pictures; index++)
            await File.WriteAllBytesAsync(files[$"pictures/picture {index:00}.png"], SyntheticImages.Radiograph(60, 80, seed: index));
        await ImportAsync(files["pictures"], "--project", "Chest", "--task", "classification", "--classes", "Nodule,Effusion");
        var database = new Database(new DataFolder(DataFolder));
        await database.OpenAsync();
        var (blobs, project) = (new BlobStore(database), (await new ProjectStore(database).ListAsync()).Single().Project);
        var images = (await new ImageStore(database).ListAsync(project.Id)).OrderBy(image => image.Name, StringComparer.Ordinal).ToList();
        await new TagStore(database).ImportAsync(
            project.Id,
            [.. images.SelectMany((image, place) => new NewTag[] { new(TagScope.Image, image.Id, 1, HasNodule(place)), new(TagScope.Image, image.Id, 2, place % 2 == 0) })],
            ImageState.Accepted);
        var version = (await new DatasetVersionStore(database, new AnnotationStore(database, blobs)).FreezeAsync(project.Id, null)).Version;
        var recipe = new Recipe { Id = "test", Name = "Test", Summary = "A test", Architecture = new ArchitectureRecipe { Name = "resnet" } };
        var runs = new RunStore(database);
        var run = await runs.CreateAsync(new NewRun(project.Id, "", recipe, "name: Test\n", version.Id, 1, "cpu", null));
        await runs.SetBestAsync(run.Id, new BestEpoch(1, 0.7, [0.7, 0.5], await blobs.PutAsync(new byte[] { 1, 2, 3 }, "Weights")));
        var jobs = new JobStore(database);
        foreach (var kind in (JobKind[])[JobKind.Train, JobKind.Evaluate])
        {
            var job = (await jobs.ClaimAsync((await jobs.EnqueueAsync(kind, run.Id, "{}")).Id, "test", TimeSpan.FromMinutes(1)))!.Job;
            if (kind == JobKind.Evaluate)
                await new EvaluationStore(database).AddAsync(run.Id, job.Id, Result(images), null);
            await jobs.TryTransitionAsync(job.Id, JobState.Succeeded, "Done.", null);
        }
    }

    /// <summary>An annotator with the owner's password.</summary>
    public async Task AddAnnotatorAsync()
    {
        var users = new UserStore(new Database(new DataFolder(DataFolder)));
        var owner = (await users.FindByNameAsync(BrowserSession.OwnerName))!;
        await users.CreateAsync(new NewUser(Annotator, "AA", UserRole.Annotator, owner.PasswordHash));
    }

    static bool HasNodule(int place) => place is < 9 or 12;

    static EvaluationResult Result(List<ImageRecord> images) => new(
        Split.Validation, images.Count, images.Count, new Dictionary<string, MetricValue> { ["ece"] = new(0.1, 0.05, 0.2, images.Count) },
        [.. images.Select((image, place) => new ImageResult(image.Id, image.Name, image.Name, new Dictionary<string, double?>(), [], [])
        {
            Tags =
            [
                new TagOutcome(1, place < 12 ? 0.9 - (0.01 * place) : 0.21 - (0.01 * (place - 12)), HasNodule(place)),
                new TagOutcome(2, 0.4 + (0.005 * place), place % 2 == 0),
            ],
        })],
        1);
}
