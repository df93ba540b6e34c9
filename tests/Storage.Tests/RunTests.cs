using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Xunit;

namespace Studio.Storage.Tests;

public sealed class RunTests
{
    [Fact]
    public async Task CreateAsync_Runs_AreNumberedAndComeBackWhole()
    {
        await using var folder = await TestFolder.CreateAsync();

        var first = await folder.AddRunAsync();
        var second = await folder.AddRunAsync("  Wider net ");

        Assert.Equal((1, "Run 1"), (first.Number, first.Name));
        Assert.Equal((2, "Wider net"), (second.Number, second.Name));
        Assert.Equal((1, 7, "cpu", "balanced"), (first.VersionNumber, first.Seed, first.Device, first.RecipeId));
        Assert.Equal(0.004, first.Recipe.Optimizer.LearningRate);
        Assert.Equal([0.5, 1, 2], first.Recipe.Loss.ClassWeights);
        Assert.Null(first.State);
        Assert.Null(first.Checkpoint);
        Assert.Equal([2, 1], (await folder.Runs.ListAsync(first.ProjectId)).Select(run => run.Number));
        Assert.Equal(second.Id, (await folder.Runs.FindByNumberAsync(first.ProjectId, 2))!.Id);
    }

    [Fact]
    public async Task CreateAsync_ManyAtOnce_GetDifferentNumbers()
    {
        await using var folder = await TestFolder.CreateAsync();
        await folder.AddRunAsync();

        var runs = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => folder.AddRunAsync()));

        Assert.Equal([2, 3, 4, 5, 6, 7], runs.Select(run => run.Number).Order());
    }

    [Fact]
    public async Task FindAsync_TrainingJob_ShowsTheLatestOne()
    {
        await using var folder = await TestFolder.CreateAsync();
        var run = await folder.AddRunAsync();
        var old = await folder.Jobs.EnqueueAsync(JobKind.Train, run.Id, "{}");
        await folder.Jobs.TryTransitionAsync(old.Id, JobState.Failed, "Memory ran out.", null);
        var latest = await folder.Jobs.EnqueueAsync(JobKind.Train, run.Id, "{}");
        await folder.Jobs.EnqueueAsync(JobKind.Evaluate, run.Id, "{}");

        var found = (await folder.Runs.FindAsync(run.Id))!;

        Assert.Equal((latest.Id, JobState.Queued), (found.JobId, found.State));
    }

    [Fact]
    public async Task SetBestAsync_Epoch_KeepsTheCheckpointUnlessThereIsANewOne()
    {
        await using var folder = await TestFolder.CreateAsync();
        var run = await folder.AddRunAsync();
        var weights = await folder.Blobs.PutAsync(new byte[] { 1, 2, 3 }, "Weights");

        await folder.Runs.SetBestAsync(run.Id, new BestEpoch(3, 0.5, [0.5, null], weights));
        await folder.Runs.SetBestAsync(run.Id, new BestEpoch(4, 0.6, [0.7, 0.5], null));

        var best = (await folder.Runs.FindAsync(run.Id))!;
        Assert.Equal((4, 0.6, weights), (best.BestEpoch, best.BestScore, best.Checkpoint));
        Assert.Equal([0.7, 0.5], best.BestScores);
    }

    [Fact]
    public async Task EvaluationStore_Resent_IsStoredOnce()
    {
        await using var folder = await TestFolder.CreateAsync();
        var store = new EvaluationStore(folder.Database);
        var run = await folder.AddRunAsync();
        var job = await folder.Jobs.EnqueueAsync(JobKind.Evaluate, run.Id, "{}");
        var metrics = new Dictionary<string, MetricValue> { ["iou.Nerve"] = new(0.5, 0.4, 0.6, 12) };
        var image = new ImageResult(1, "0072", "P1", new Dictionary<string, double?> { ["iou.Nerve"] = null }, [], []);
        var result = new EvaluationResult(Split.Test, 12, 4, metrics, [image], 1.5) { Sequence = 9 };

        var first = await store.AddAsync(run.Id, job.Id, result, null);
        var again = await store.AddAsync(run.Id, job.Id, result, null);

        Assert.Equal(first.Id, again.Id);
        Assert.Single(await store.ListAsync(run.Id));
        var found = (await store.FindLatestAsync(run.Id, Split.Test))!;
        Assert.Equal(metrics["iou.Nerve"], found.Result.Metrics["iou.Nerve"]);
        Assert.Null(Assert.Single(await store.ListImagesAsync(found.Id)).Values["iou.Nerve"]);
        Assert.Null(await store.FindLatestAsync(run.Id, Split.Validation));
    }

    [Fact]
    public async Task ModelStore_Package_BecomesACandidateOnce()
    {
        await using var folder = await TestFolder.CreateAsync();
        var store = new ModelStore(folder.Database);
        var run = await folder.AddRunAsync("Wider net");
        var job = await folder.Jobs.EnqueueAsync(JobKind.Export, run.Id, "{}");
        var other = await folder.Jobs.EnqueueAsync(JobKind.Export, run.Id, "{}");
        var package = new PackageWritten([new PackageFile("model.onnx", 5, new BlobReference("ab", 5))], 1e-6, 8);

        var model = await store.CreateAsync(run.ProjectId, run.Id, job.Id, package);
        await store.CreateAsync(run.ProjectId, run.Id, job.Id, package);
        var second = await store.CreateAsync(run.ProjectId, run.Id, other.Id, package);

        Assert.Equal((1, 2), (model.Number, second.Number));
        Assert.Equal((ModelStage.Candidate, 1e-6, 8, 1, "Wider net"), (model.Stage, model.MaxAbsDiff, model.ParityImages, model.RunNumber, model.RunName));
        Assert.Equal(package.Files, model.Files);
        Assert.True(await store.SetStageAsync(model.Id, ModelStage.Approved));
        Assert.False(await store.SetStageAsync(99, ModelStage.Approved));
        Assert.Equal(ModelStage.Approved, (await store.FindByNumberAsync(run.ProjectId, 1))!.Stage);
        Assert.Equal([2, 1], (await store.ListAsync(run.ProjectId)).Select(item => item.Number));
    }
}
