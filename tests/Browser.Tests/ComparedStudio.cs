using System.Globalization;
using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Harness;
using Studio.Imaging.Labelmaps;
using Studio.Storage;

namespace Studio.Browser.Tests;

/// <summary>
/// A studio with outlined pictures of forty patients and four runs: 2 is better than 1 on validation, 3 was not evaluated and 4 never
/// finished an epoch.
/// </summary>
public sealed class ComparedStudio : LabelledStudio
{
    const int Pictures = 40;
    const int Rows = 120;
    const int Columns = 160;
    const string Labelled = "M20 20H60V60H20Z";

    protected override async Task FillAsync(TemporaryFolder files)
    {
        Directory.CreateDirectory(files["pictures"]);
        for (var index = 1; index <= Pictures; index++)
            await File.WriteAllBytesAsync(files[$"pictures/picture {index}.png"], SyntheticImages.Radiograph(Rows, Columns, seed: index));
        await ImportAsync(files["pictures"], "--project", "Hands", "--task", "segmentation", "--classes", "Nerve,Vessel");
        var database = new Database(new DataFolder(DataFolder));
        await database.OpenAsync();
        var (blobs, project) = (new BlobStore(database), (await new ProjectStore(database).ListAsync()).Single().Project);
        var annotations = new AnnotationStore(database, blobs);
        foreach (var image in await new ImageStore(database).ListAsync(project.Id))
            await annotations.ImportAsync(image.Id, new Labelmap(Rows, Columns, Squares()), ImageState.Accepted);
        var site = await new FieldStore(database).GetOrCreateAsync(project.Id, "Site", FieldSource.Table, FieldKind.Text);
        await new FieldStore(database).SetAsync(
            site, [.. (await new ImageStore(database).ListAsync(project.Id)).Select(image => new FieldValue(image.Id, null, image.Id % 2 == 0 ? "Oslo" : "Basel"))]);
        var versions = new DatasetVersionStore(database, annotations);
        var version = (await versions.FreezeAsync(project.Id, null)).Version;
        var judged = (await versions.ListSamplesAsync(version.Id)).Where(sample => sample.Split == Split.Validation).ToList();
        var weights = await blobs.PutAsync(new byte[] { 1, 2, 3 }, "Weights");
        var recipe = new Recipe { Id = "test", Name = "Test", Summary = "A test" };
        await AddAsync("weighted", recipe with { Loss = recipe.Loss with { Name = "cross-entropy" } }, [0.1, 0.3, 0.45], [.. judged.Select(sample => Result(sample, 0.45, 5))]);
        await AddAsync("larger", recipe with { Input = recipe.Input with { Height = 320 } }, [0.2, 0.5, 0.58, 0.6, 0.59], [.. judged.Select(sample => Result(sample, 0.6, 4))]);
        await AddAsync("not evaluated", recipe, [0.3], []);
        await new RunStore(database).CreateAsync(new NewRun(project.Id, "waits", recipe, "name: Test\n", version.Id, 1, "cpu", null));

        async Task AddAsync(string name, Recipe of, double[] scores, IReadOnlyList<ImageResult> images)
        {
            var runs = new RunStore(database);
            var run = await runs.CreateAsync(new NewRun(project.Id, name, of, "name: Test\n", version.Id, 1, "cpu", null));
            await runs.SetBestAsync(run.Id, new BestEpoch(Array.IndexOf(scores, scores.Max()) + 1, scores.Max(), [scores.Max(), scores.Max()], weights));
            await new JobEventStore(database).AppendAsync(await EndAsync(JobKind.Train, run.Id), [.. scores.Select((score, place) => Epoch(place + 1, score))]);
            if (images.Count > 0)
                await new EvaluationStore(database).AddAsync(run.Id, await EndAsync(JobKind.Evaluate, run.Id), Evaluation(images), null);
        }

        async Task<Guid> EndAsync(JobKind kind, long runId)
        {
            var jobs = new JobStore(database);
            var job = (await jobs.ClaimAsync((await jobs.EnqueueAsync(kind, runId, "{}")).Id, "test", TimeSpan.FromMinutes(1)))!.Job;
            await jobs.TryTransitionAsync(job.Id, JobState.Succeeded, "Done.", null);
            return job.Id;
        }
    }

    static EpochMetrics Epoch(int epoch, double score) =>
        new(epoch, 1 - score, 1 - score, [score, score], score, 0.001, 40, 0, null, 0, IsBest: false) { Sequence = epoch };

    static EvaluationResult Evaluation(IReadOnlyList<ImageResult> images) => new(
        Split.Validation, images.Count, images.Count, new Dictionary<string, MetricValue>(), images, 12);

    /// <summary>Every patient a little different, so that there is an interval.</summary>
    static ImageResult Result(SampleSpec sample, double mean, int period)
    {
        var value = mean + (0.02 * ((sample.ImageId % period) - ((period - 1) / 2.0)));
        var scores = new Dictionary<string, double?> { ["pixels"] = Rows * Columns, ["accuracy"] = 0.9 };
        foreach (var name in (string[])["Nerve", "Vessel"])
        {
            (scores[$"iou.{name}"], scores[$"dice.{name}"], scores[$"baseline.iou.{name}"]) = (value, 2 * value / (1 + value), 0.02);
            scores[$"hd95px.{name}"] = 40 * (1 - value);
            scores[$"recall.{name}"] = value;
            (scores[$"tp.{name}"], scores[$"fn.{name}"], scores[$"fp.{name}"]) = (1600 * value, 1600 * (1 - value), 1600 * (1 - value));
        }

        var shifted = string.Create(CultureInfo.InvariantCulture, $"M{60 - (40 * value):0} 20H{100 - (40 * value):0}V60H{60 - (40 * value):0}Z");
        return new ImageResult(sample.ImageId, sample.Name, sample.PatientKey, scores, [new ClassOutline(1, Labelled)], [new ClassOutline(1, shifted)]);
    }

    static byte[] Squares()
    {
        var classes = new byte[Rows * Columns];
        for (var row = 20; row < 60; row++)
        {
            classes.AsSpan((row * Columns) + 20, 40).Fill(1);
            classes.AsSpan((row * Columns) + 80, 40).Fill(2);
        }

        return classes;
    }
}
