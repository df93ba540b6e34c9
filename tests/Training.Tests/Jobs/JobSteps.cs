using Studio.Contracts.Jobs;
using Studio.Contracts.Packages;
using Studio.Contracts.Projects;
using Studio.Imaging;
using Studio.Imaging.Formats.Png;
using Studio.Training.Tests.Worker;

namespace Studio.Training.Tests.Jobs;

/// <summary>One job after the other in real processes, against the studio's side of the protocol.</summary>
sealed class JobSteps(TestStudio studio, TemporaryFolder folder)
{
    /// <summary>Runs the studio's job, which must succeed; answers the best weights if it trained.</summary>
    public async Task<BlobReference> TrainAsync()
    {
        await RunAsync();
        return studio.Snapshot().OfType<CheckpointSaved>().Last().Weights;
    }

    public async Task<EvaluationResult> EvaluateAsync(BlobReference weights, Func<JobSpec, JobSpec>? change = null)
    {
        await RunAsync(JobKind.Evaluate, weights, change);
        return Assert.Single(studio.Snapshot().OfType<EvaluationResult>());
    }

    /// <summary>Answers the event and the folder that holds the package.</summary>
    public async Task<(PackageWritten Package, string Folder)> ExportAsync(BlobReference weights, Func<JobSpec, JobSpec>? change = null)
    {
        await RunAsync(JobKind.Export, weights, change);
        var package = Assert.Single(studio.Snapshot().OfType<PackageWritten>());
        var model = Directory.CreateDirectory(folder.File($"package-{Guid.NewGuid():N}")).FullName;
        foreach (var part in package.Files)
        {
            await File.WriteAllBytesAsync(Path.Combine(model, part.Name), studio.Blobs[part.Blob.Sha256]);
        }

        return (package, model);
    }

    /// <summary>Predicts the images of the test split as PNG files; answers the lines of a table.</summary>
    public async Task<string[]> PredictAsync(string model, string table)
    {
        var images = Directory.CreateDirectory(folder.File("images")).FullName;
        foreach (var sample in studio.Job!.Samples.Where(sample => sample.Split == Split.Test))
        {
            var layout = new RasterLayout(sample.Rows, sample.Columns, 1, 2, 16);
            await File.WriteAllBytesAsync(
                Path.Combine(images, sample.Name), PngWriter.Write(new RasterImage(layout, studio.Blobs[sample.Pixels.Sha256])));
        }

        var answers = folder.File($"answers-{Guid.NewGuid():N}");
        using var process = TrainingProcess.Start(["predict", "--model", model, "--input", images, "--output", answers, "--json"]);
        var (exitCode, _, errors) = await process.WaitAsync();
        Assert.True(exitCode == 0, errors);
        return await File.ReadAllLinesAsync(Path.Combine(answers, table));
    }

    /// <summary>Runs a job of another kind on the same images to its end, however it ends.</summary>
    public async Task<JobEnded> EndAsync(JobKind kind, BlobReference weights, Func<JobSpec, JobSpec>? change = null)
    {
        studio.Events.Clear();
        var job = studio.Job! with { JobId = Guid.NewGuid(), Kind = kind, Checkpoint = weights, WorkFolder = folder.File($"work-{Guid.NewGuid():N}") };
        studio.Job = change?.Invoke(job) ?? job;
        using var process = TrainingProcess.Run(studio);
        await process.WaitAsync();
        return Assert.IsType<JobEnded>(studio.Snapshot()[^1]);
    }

    async Task RunAsync(JobKind kind, BlobReference weights, Func<JobSpec, JobSpec>? change)
    {
        var ended = await EndAsync(kind, weights, change);
        Assert.True(ended.State == JobState.Succeeded, ended.ToString());
    }

    async Task RunAsync()
    {
        using var process = TrainingProcess.Run(studio);
        var (exitCode, _, errors) = await process.WaitAsync();
        Assert.True(exitCode == 0, $"{errors} {string.Join(" ", studio.Snapshot().TakeLast(1))}");
        Assert.Equal(JobState.Succeeded, Assert.IsType<JobEnded>(studio.Snapshot()[^1]).State);
    }
}
