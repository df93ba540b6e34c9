using Studio.Contracts.Projects;
using Xunit;

namespace Studio.Storage.Tests;

/// <summary>Plans over a real data folder: what they may be, what versions make of them, and who remembers.</summary>
public sealed class SplitPlanTests : IAsyncLifetime
{
    TestFolder folder = null!;
    SplitPlanStore plans = null!;
    long project;
    readonly List<long> images = [];

    public async ValueTask InitializeAsync()
    {
        folder = await TestFolder.CreateAsync();
        plans = new SplitPlanStore(folder.Database, folder.Annotations);
        project = (await folder.AddProjectAsync("Nerve", "Vessel")).Id;
    }

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    [Fact]
    public async Task SaveAsync_NoRunYet_NeedsNoReasonAndCountsFromTheNextVersion()
    {
        await AddPatientsAsync(20);
        var first = (await folder.Versions.FreezeAsync(project, null)).Version;

        await plans.SaveAsync(project, new SplitPlan { Folds = 4, Test = 0.2 }, "", null);
        var second = await folder.Versions.FreezeAsync(project, null);
        var again = await folder.Versions.FreezeAsync(project, null);

        Assert.Equal(SplitPlan.Default, first.Plan);
        Assert.True(second.IsNew);
        Assert.False(again.IsNew);
        Assert.Equal(new SplitPlan { Folds = 4, Test = 0.2 }, second.Version.Plan);
        Assert.Equal(4, second.Version.TestImages);
        Assert.Equal(
            [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)],
            (await ItemsAsync(second.Version.Id)).CountBy(item => item.Fold ?? 0).Select(fold => (fold.Key, fold.Value)).Order());
        Assert.All(await ItemsAsync(second.Version.Id), item => Assert.Equal(
            item.Fold switch { null => "test", 1 => "validation", _ => "training" }, item.Split));
    }

    [Fact]
    public async Task SaveAsync_PlanThatARunUsed_NeedsAReasonThatTheNextVersionShows()
    {
        await AddPatientsAsync(12);
        var version = (await folder.Versions.FreezeAsync(project, null)).Version;
        await folder.Runs.CreateAsync(new NewRun(project, "", RunSeed.Recipe, "text", version.Id, 1, "cpu", null));
        var other = new SplitPlan { Training = 0.5, Validation = 0.25, Test = 0.25 };

        Assert.True((await plans.FindAsync(project)).IsLocked);
        var refusal = await Assert.ThrowsAsync<StorageException>(() => plans.SaveAsync(project, other, "  ", null));
        Assert.Contains("Say why it is changed", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(SplitPlan.Default, (await plans.FindAsync(project)).Plan);

        var saved = await plans.SaveAsync(project, other, "Reviewer 2 asks for a larger test", null);
        var next = (await folder.Versions.FreezeAsync(project, null)).Version;

        Assert.False(saved.IsLocked);
        Assert.Equal(("Reviewer 2 asks for a larger test", 2), (next.Reason, next.Number));
        Assert.Equal((6, 3, 3), (next.TrainingImages, next.ValidationImages, next.TestImages));
        Assert.Equal("", version.Reason);
    }

    [Fact]
    public async Task FreezeAsync_ReplannedAlike_IsANewVersionAllTheSame()
    {
        await AddPatientsAsync(6);
        var first = (await folder.Versions.FreezeAsync(project, null)).Version;
        await plans.SaveAsync(project, SplitPlan.Default with { SinglesToTest = false }, "", null);

        var second = await folder.Versions.FreezeAsync(project, null);

        Assert.True(second.IsNew);
        Assert.Equal(first.Hash, second.Version.Hash);
        Assert.False(second.Version.Plan.SinglesToTest);
    }

    [Fact]
    public async Task FreezeAsync_MorePatients_StayInTheirFold()
    {
        await AddPatientsAsync(10);
        await plans.SaveAsync(project, new SplitPlan { Folds = 5, Test = 0 }, "", null);
        var first = await ItemsAsync((await folder.Versions.FreezeAsync(project, null)).Version.Id);
        await AddPatientsAsync(15);

        var second = await ItemsAsync((await folder.Versions.FreezeAsync(project, null)).Version.Id);

        Assert.Equal(first, second[..10]);
        Assert.All(second.CountBy(item => item.Fold ?? 0), fold => Assert.Equal(5, fold.Value));
    }

    [Fact]
    public async Task ListSamplesAsync_OfAFold_SeesItAsValidationAndTheOthersAsTraining()
    {
        await AddPatientsAsync(12);
        await plans.SaveAsync(project, new SplitPlan { Folds = 3, Test = 0.25 }, "", null);
        var version = (await folder.Versions.FreezeAsync(project, null)).Version;
        var items = await ItemsAsync(version.Id);
        var run = await folder.Runs.CreateAsync(new NewRun(project, "", RunSeed.Recipe, "text", version.Id, 1, "cpu", null) { Fold = 3 });

        var samples = await folder.Versions.ListSamplesAsync(version.Id, RunSeed.Recipe.Input, (await folder.Runs.FindAsync(run.Id))!.Fold);

        Assert.Equal(3, run.Fold);
        Assert.Equal(
            items.Select(item => item.Fold switch { null => Split.Test, 3 => Split.Validation, _ => Split.Training }),
            samples.Select(sample => sample.Split));
    }

    [Fact]
    public async Task SaveAsync_ImageByImage_NeedsAReasonAndIsInTheAuditLog()
    {
        await AddPatientsAsync(5);
        await AddPatientsAsync(5);
        var owner = (await folder.AddUserAsync("Ada")).Id;

        var refusal = await Assert.ThrowsAsync<StorageException>(() => plans.SaveAsync(project, new SplitPlan { Unit = SplitUnit.Image }, "", owner));
        await plans.SaveAsync(project, new SplitPlan { Unit = SplitUnit.Image, UnitReason = "As published" }, "", owner);
        var version = (await folder.Versions.FreezeAsync(project, null)).Version;

        Assert.Contains("Say why", refusal.Message, StringComparison.Ordinal);
        Assert.Equal((SplitUnit.Image, "As published"), (version.Plan.Unit, version.Plan.UnitReason));
        var entry = Assert.Single(await folder.Audit.ListAsync(10));
        Assert.Equal(("split-by-image", (long?)owner), (entry.Action, entry.UserId));
        Assert.Contains("As published", entry.DetailJson, StringComparison.Ordinal);
        Assert.Null((await folder.Audit.VerifyAsync()).FirstBrokenId);
    }

    [Theory]
    [InlineData(0.7, 0.2, 0.2, 0, "make 110 % together instead of 100 %")]
    [InlineData(1.2, -0.1, -0.1, 0, "Each is from 0 to 100 %")]
    [InlineData(0, 0.5, 0.5, 0, "Nothing is left for training")]
    [InlineData(0.7, 0.15, 0.15, 1, "this one has 1")]
    [InlineData(0.7, 0.15, 0.15, 21, "this one has 21")]
    [InlineData(0.7, 0.15, 1, 5, "Give 0 to 99 %")]
    public async Task SaveAsync_PlanThatContradictsItself_SaysWhatIsWrong(double training, double validation, double test, int folds, string message)
    {
        await AddPatientsAsync(30);
        var plan = new SplitPlan { Training = training, Validation = validation, Test = test, Folds = folds };

        var refusal = await Assert.ThrowsAsync<StorageException>(() => plans.SaveAsync(project, plan, "", null));

        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(SplitPlan.Default, (await plans.FindAsync(project)).Plan);
    }

    [Fact]
    public async Task PreviewAsync_Shares_CountPatientsImagesAndClasses()
    {
        await AddPatientsAsync(20);

        var preview = await plans.PreviewAsync(project, SplitPlan.Default);

        Assert.Equal([(Split.Training, 14, 14), (Split.Validation, 3, 3), (Split.Test, 3, 3)], preview.Parts.Select(part => (part.Split, part.Patients, part.Images)));
        var nerve = Assert.Single(preview.Strata);
        Assert.Equal("Nerve", nerve.Name);
        Assert.Equal([14, 3, 3], nerve.Images);
        Assert.Equal(0, preview.Deviation);
        Assert.Empty(preview.Problems);
        Assert.Empty(await folder.Versions.ListAsync(project));
    }

    async Task AddPatientsAsync(int count)
    {
        var first = images.Count;
        for (var number = 0; number < count; number++)
        {
            var image = await folder.AddImageAsync(project, patient: $"P{(first + number) % 25}");
            await folder.ImportLabelAsync(image, 1);
            images.Add(image);
        }
    }

    async Task<List<Item>> ItemsAsync(long version) => await folder.Database.ReadAsync(
        session => session.Query<Item>("SELECT split, fold FROM dataset_item WHERE version_id = @version ORDER BY image_id", new { version }), default);

    sealed record Item
    {
        public required string Split { get; init; }
        public int? Fold { get; init; }
    }
}
