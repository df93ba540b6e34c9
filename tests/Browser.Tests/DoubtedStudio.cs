using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Harness;
using Studio.Imaging.Labelmaps;
using Studio.Storage;

namespace Studio.Browser.Tests;

/// <summary>
/// A studio with six outlined pictures and a run that was evaluated on them: it agrees with four, sees nothing of what the third
/// labels and something else in the fifth.
/// </summary>
public sealed class DoubtedStudio : LabelledStudio
{
    const int Rows = 120;
    const int Columns = 160;
    const string Labelled = "M20 20H60V60H20Z";

    static readonly Dictionary<string, AreaDisagreement> Areas = new()
    {
        ["picture 3"] = new(1, 0.08, 0, 0.08, 0.076, 0),
        ["picture 5"] = new(1, 0.08, 0.08, 0.12, 0.035, 0.035),
    };

    protected override async Task FillAsync(TemporaryFolder files)
    {
        Directory.CreateDirectory(files["pictures"]);
        for (var index = 1; index <= 6; index++)
            await File.WriteAllBytesAsync(files[$"pictures/picture {index}.png"], SyntheticImages.Radiograph(Rows, Columns, seed: index));
        await ImportAsync(files["pictures"], "--project", "Hands", "--task", "segmentation", "--classes", "Nerve");
        var database = new Database(new DataFolder(DataFolder));
        await database.OpenAsync();
        var (blobs, project) = (new BlobStore(database), (await new ProjectStore(database).ListAsync()).Single().Project);
        var annotations = new AnnotationStore(database, blobs);
        var images = await new ImageStore(database).ListAsync(project.Id);
        foreach (var image in images)
            await annotations.ImportAsync(image.Id, new Labelmap(Rows, Columns, Square()), ImageState.Accepted);
        var version = (await new DatasetVersionStore(database, annotations).FreezeAsync(project.Id, null)).Version;
        var recipe = new Recipe { Id = "test", Name = "Test", Summary = "A test" };
        var runs = new RunStore(database);
        var run = await runs.CreateAsync(new NewRun(project.Id, "", recipe, "name: Test\n", version.Id, 1, "cpu", null));
        await runs.SetBestAsync(run.Id, new BestEpoch(1, 0.7, [0.7], await blobs.PutAsync(new byte[] { 1, 2, 3 }, "Weights")));
        var jobs = new JobStore(database);
        foreach (var kind in (JobKind[])[JobKind.Train, JobKind.Evaluate])
        {
            var job = (await jobs.ClaimAsync((await jobs.EnqueueAsync(kind, run.Id, "{}")).Id, "test", TimeSpan.FromMinutes(1)))!.Job;
            if (kind == JobKind.Evaluate)
                await new EvaluationStore(database).AddAsync(run.Id, job.Id, Result(images), null);
            await jobs.TryTransitionAsync(job.Id, JobState.Succeeded, "Done.", null);
        }
    }

    static EvaluationResult Result(IReadOnlyList<ImageRecord> images) => new(
        Split.Validation, images.Count, images.Count, new Dictionary<string, MetricValue> { ["iou.Nerve"] = new(0.7, 0.6, 0.8, images.Count) },
        [.. images.Select(image => new ImageResult(
            image.Id, image.Name, image.Name, new Dictionary<string, double?>(), [new ClassOutline(1, Labelled)],
            image.Name == "picture 3" ? [] : [new ClassOutline(1, image.Name == "picture 5" ? "M40 20H80V60H40Z" : Labelled)])
        {
            Areas = [Areas.GetValueOrDefault(image.Name) ?? new AreaDisagreement(1, 0.08, 0.08, 0.08, 0.004, 0.004)],
        })],
        1);

    static byte[] Square()
    {
        var classes = new byte[Rows * Columns];
        for (var row = 20; row < 60; row++)
            classes.AsSpan((row * Columns) + 20, 40).Fill(1);
        return classes;
    }
}
