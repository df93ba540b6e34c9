using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Harness;
using Studio.Imaging.Labelmaps;
using Studio.Storage;

namespace Studio.Browser.Tests;

/// <summary>A studio whose runs and their results are written, not computed.</summary>
public abstract class JudgedStudio : LabelledStudio
{
    protected const int Rows = 120;
    protected const int Columns = 160;

    /// <summary>Where the first class is labelled.</summary>
    protected const string Labelled = "M20 20H60V60H20Z";

    Database database = null!;

    protected Database Database => database;

    protected Project Filled { get; private set; } = null!;

    protected static Recipe Recipe { get; } = new() { Id = "test", Name = "Test", Summary = "A test" };

    protected AnnotationStore Annotations => new(database, new BlobStore(database));

    protected DatasetVersionStore Versions => new(database, Annotations);

    /// <summary>Imports a radiograph for each name and opens what is stored of them.</summary>
    protected async Task<IReadOnlyList<ImageRecord>> ImportPicturesAsync(
        TemporaryFolder files, IReadOnlyList<string> names, int rows, int columns, string project, string task, params string[] classes)
    {
        Directory.CreateDirectory(files["pictures"]);
        foreach (var (seed, name) in names.Index())
            await File.WriteAllBytesAsync(files[$"pictures/{name}.png"], SyntheticImages.Radiograph(rows, columns, seed));
        await ImportAsync(files["pictures"], "--project", project, "--task", task, "--classes", string.Join(',', classes));
        database = new Database(new DataFolder(DataFolder));
        await database.OpenAsync();
        Filled = (await new ProjectStore(database).ListAsync()).Single().Project;
        return await new ImageStore(database).ListAsync(Filled.Id);
    }

    /// <summary>Accepted pictures 1, 2 and so on, each with a square of every class, from left to right.</summary>
    protected async Task<IReadOnlyList<ImageRecord>> OutlineAsync(TemporaryFolder files, int pictures, params string[] classes)
    {
        var images = await ImportPicturesAsync(
            files, [.. Enumerable.Range(1, pictures).Select(number => $"picture {number}")], Rows, Columns, "Hands", "segmentation", classes);
        var mask = Squares(classes.Length);
        foreach (var image in images)
            await Annotations.ImportAsync(image.Id, new Labelmap(Rows, Columns, mask), ImageState.Accepted);
        return images;
    }

    /// <summary>A run whose best epoch has weights.</summary>
    protected async Task<Run> AddRunAsync(DatasetVersion version, string name, Recipe recipe, BestEpoch best)
    {
        var run = await AddRunAsync(version, name, recipe);
        await new RunStore(database).SetBestAsync(run.Id, best with { Checkpoint = await new BlobStore(database).PutAsync(new byte[] { 1, 2, 3 }, "Weights") });
        return run;
    }

    /// <summary>A run that has not finished an epoch.</summary>
    protected Task<Run> AddRunAsync(DatasetVersion version, string name, Recipe recipe) =>
        new RunStore(database).CreateAsync(new NewRun(Filled.Id, name, recipe, "name: Test\n", version.Id, 1, "cpu", null));

    /// <summary>A job that has ended well, with what it did before that.</summary>
    protected async Task<Guid> EndAsync(JobKind kind, long runId, Func<Guid, Task>? before = null)
    {
        var jobs = new JobStore(database);
        var job = (await jobs.ClaimAsync((await jobs.EnqueueAsync(kind, runId, "{}")).Id, "test", TimeSpan.FromMinutes(1)))!.Job;
        if (before is not null)
            await before(job.Id);
        await jobs.TryTransitionAsync(job.Id, JobState.Succeeded, "Done.", null);
        return job.Id;
    }

    protected Task EvaluateAsync(long runId, EvaluationResult result) =>
        EndAsync(JobKind.Evaluate, runId, job => new EvaluationStore(database).AddAsync(runId, job, result, null));

    static byte[] Squares(int classes)
    {
        var mask = new byte[Rows * Columns];
        for (var row = 20; row < 60; row++)
        {
            for (var index = 1; index <= classes; index++)
                mask.AsSpan((row * Columns) + 20 + (60 * (index - 1)), 40).Fill((byte)index);
        }

        return mask;
    }
}
