using Studio.Contracts.Jobs;
using Studio.Contracts.Packages;
using Studio.Contracts.Projects;
using Xunit;

namespace Studio.Storage.Tests;

public sealed class EvaluationTests : IAsyncLifetime
{
    TestFolder folder = null!;

    EvaluationStore Store => new(folder.Database);

    EvaluationColumnStore Columns => new(folder.Database);

    TestLookStore Looks => new(folder.Database);

    public async ValueTask InitializeAsync() => folder = await TestFolder.CreateAsync();

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    [Fact]
    public async Task AddAsync_ImagesSentBefore_AreColumnsInOrder()
    {
        var (run, job) = await AddJobAsync();
        await Store.AddImagesAsync(job.Id, [Image(7, "P2", 0.5), Image(3, "P1", null)]);
        await Store.AddImagesAsync(job.Id, [Image(5, "P1", 0.25), Image(7, "P2", 0.75)]);

        var stored = await Store.AddAsync(run.Id, job.Id, Result(3), null);

        var found = (await Columns.FindAsync(stored.Id, ["iou."]))!;
        Assert.Equal([3, 5, 7], found.ImageIds);
        Assert.Equal(["P1", "P1", "P2"], found.Patients);
        Assert.Equal([double.NaN, 0.25, 0.75], found.Numbers.Columns["iou.Nerve"]);
        Assert.Equal(["iou.Nerve"], found.Numbers.Columns.Keys);
        Assert.Equal(3, (await Store.ListImagesAsync(stored.Id)).Count);
    }

    [Fact]
    public async Task DropUnfinishedAsync_TakesImagesOfJobsWithoutAResultOnly()
    {
        var ((run, done), (_, failed)) = (await AddJobAsync(), await AddJobAsync());
        await Store.AddImagesAsync(done.Id, [Image(3, "P1", 0.5)]);
        await Store.AddImagesAsync(failed.Id, [Image(3, "P1", 0.5), Image(4, "P1", 0.5)]);
        var stored = await Store.AddAsync(run.Id, done.Id, Result(1), null);

        await Store.DropUnfinishedAsync(done.Id);
        await Store.DropUnfinishedAsync(failed.Id);

        Assert.Single(await Store.ListImagesAsync(stored.Id));
        Assert.Equal(1, await folder.Database.ReadAsync(session => session.Single<long>("SELECT count(*) FROM evaluation_image"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AddAsync_Boxes_AreEntriesOfTheirImages()
    {
        var (run, job) = await AddJobAsync();
        var image = Image(5, "P", null) with { Found = [new(1, 0.9, 3), new(2, 0.5, 0), new(1, 0.25, 0)], LabelledBoxes = new Dictionary<int, int> { [1] = 2 } };

        var stored = await Store.AddAsync(run.Id, job.Id, Result(2) with { PerImage = [Image(4, "P", null), image] }, null);

        var numbers = (await Columns.FindAsync(stored.Id, []))!.Numbers;
        var name = (await folder.Versions.FindAsync(run.VersionId))!.Classes[0].Name;
        Assert.Equal([0, 2], numbers.Columns[$"truths.{name}"]);
        Assert.Equal([1, 1], numbers.Entries[$"found.{name}"].Cases);
        Assert.Equal([0.9, 0.25], numbers.Entries[$"found.{name}"].Values);
        Assert.Equal([3, 0], numbers.Entries[$"hits.{name}"].Values);
    }

    [Fact]
    public async Task FindAsync_ColumnsLost_AreMadeAgain()
    {
        var (run, job) = await AddJobAsync();
        var stored = await Store.AddAsync(run.Id, job.Id, Result(1) with { PerImage = [Image(3, "P1", 0.5)] }, null);
        await folder.ExecuteAsync("DELETE FROM evaluation_column; DELETE FROM evaluation_cases", new { });

        var found = await Columns.FindAsync(stored.Id, ["iou."]);

        Assert.Equal([0.5], found!.Numbers.Columns["iou.Nerve"]);
        Assert.Null(await Columns.FindAsync(stored.Id + 1, []));
    }

    [Fact]
    public async Task ListLatestAsync_OtherVersion_IsListedBesideOwn()
    {
        var (run, job) = await AddJobAsync();
        await Store.AddAsync(run.Id, job.Id, Result(1), null);
        await folder.ImportLabelAsync(await folder.AddImageAsync(run.ProjectId), 1);
        var (other, elsewhere) = await AddJobAsync();
        var again = await folder.Jobs.EnqueueAsync(JobKind.Evaluate, run.Id, "{}");
        await Store.AddAsync(run.Id, again.Id, Result(1), null, new EvaluatedPart(other.VersionId, LeftOut: 4));

        Assert.NotEqual(run.VersionId, other.VersionId);
        Assert.Equal([0], (await Store.ListLatestAsync(run.ProjectId, ofOwnVersion: true)).Select(entry => entry.LeftOut));
        Assert.Equal(run.VersionId, (await Store.FindLatestAsync(run.Id, Split.Validation))!.VersionId);
        Assert.Equal(elsewhere.RunId, other.Id);
    }

    [Fact]
    public async Task Look_AtTestSet_IsCountedSignedAndCoversItsRunsOnly()
    {
        var (run, _) = await AddJobAsync();
        var (other, _) = await AddJobAsync();
        var person = await folder.AddUserAsync("Ann");

        await Looks.OpenAsync(run.ProjectId, run.VersionId, [run.Id], " Final figure ", person.Id);

        Assert.Equal(1, await Looks.CountAsync(run.ProjectId));
        var look = Assert.Single(await Looks.ListAsync(run.ProjectId));
        Assert.Equal(("Final figure", person.Name), (look.Reason, look.UserName));
        Assert.Equal([run.Number], look.Runs);
        Assert.True(await Looks.CoversAsync(run.VersionId, [run.Id]));
        Assert.False(await Looks.CoversAsync(run.VersionId, [run.Id, other.Id]));
        Assert.Equal("test-set-opened", (await folder.Audit.ListAsync(1))[0].Action);
        Assert.Null((await folder.Audit.VerifyAsync()).FirstBrokenId);
    }

    [Fact]
    public async Task Look_WithoutReason_IsRefused()
    {
        var (run, _) = await AddJobAsync();

        var refusal = await Assert.ThrowsAsync<StorageException>(() => Looks.OpenAsync(run.ProjectId, run.VersionId, [run.Id], "  ", null));

        Assert.Contains("say why", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, await Looks.CountAsync(run.ProjectId));
    }

    [Fact]
    public async Task OperatingPoint_LastOne_Counts()
    {
        var (run, _) = await AddJobAsync();
        var store = new OperatingPointStore(folder.Database);
        var first = new OperatingPoint { Thresholds = [new(1, ThresholdGoal.Sensitivity, 0.95, 0.31, 0.96, 0.81, 0.4, null)] };
        await store.SetAsync(run.Id, first, null);
        await store.SetAsync(run.Id, first with { Scaling = new(ProbabilityScalings.Temperature, [new(0.5, 0)]) }, null);

        var found = (await store.FindLatestAsync(run.Id))!.Point;

        Assert.Equal(first.Thresholds, found.Thresholds);
        Assert.Equal(new ScaleFactors(0.5, 0), found.Scaling!.Of(2));
        Assert.Null(await store.FindLatestAsync(run.Id + 1));
    }

    async Task<(Run Run, Job Job)> AddJobAsync()
    {
        var run = await folder.AddRunAsync();
        return (run, await folder.Jobs.EnqueueAsync(JobKind.Evaluate, run.Id, "{}"));
    }

    static EvaluationResult Result(int images) => new(Split.Validation, images, 1, new Dictionary<string, MetricValue>(), [], 1);

    static ImageResult Image(long id, string patient, double? iou) =>
        new(id, $"image {id}", patient, new Dictionary<string, double?> { ["iou.Nerve"] = iou }, [], []);
}
