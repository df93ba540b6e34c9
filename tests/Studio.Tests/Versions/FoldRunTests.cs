using Studio.Contracts.Projects;
using Studio.Features.Account;
using Studio.Features.Audit;
using Studio.Features.Jobs;
using Studio.Features.Runs;
using Studio.Features.Versions;
using Studio.Harness;
using Studio.Storage;
using Studio.Tests.Jobs;

namespace Studio.Tests.Versions;

/// <summary>Runs on folds, and who may choose a split.</summary>
public sealed class FoldRunTests : IAsyncLifetime
{
    static readonly CurrentUser Owner = new(1, "Ada", "A", "owner");
    static readonly CurrentUser Lead = new(2, "Bea", "B", "lead");
    static readonly CurrentUser Annotator = new(3, "Cem", "C", "annotator");

    readonly TemporaryFolder folder = new();
    TestStudio studio = null!;
    Project project = null!;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.StartAsync(folder, TestStudio.NoDispatch);
        project = await LabelledProject.CreateAsync(studio.Services);
        foreach (var user in (CurrentUser[])[Owner, Lead, Annotator])
            await studio.Get<UserStore>().CreateAsync(new NewUser(user.Name, user.Initials, Enum.Parse<UserRole>(user.Role, ignoreCase: true), "hash"));
    }

    public async ValueTask DisposeAsync()
    {
        await studio.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task StartFolds_ThreeFolds_AreThreeRunsThatTakeTurns()
    {
        await SaveAsync(new SplitPlan { Folds = 3, Test = 0.25 });

        var started = await studio.Get<RunService>().StartFoldsAsync(Wish with { Name = "Careful" });

        Assert.Equal([(1, "Careful, fold 1"), (2, "Careful, fold 2"), (3, "Careful, fold 3")], started.Select(item => (item.Run!.Fold!.Value, item.Run.Name)));
        Assert.Single(started.Select(item => item.Run!.VersionId).Distinct());
        var seen = new List<IReadOnlyList<long>>();
        foreach (var jobId in started.Select(item => item.JobId!.Value))
        {
            var samples = await SamplesAsync(jobId);
            Assert.Equal((4, 2, 2), (samples.Count(Split.Training), samples.Count(Split.Validation), samples.Count(Split.Test)));
            seen.Add(samples.Ids(Split.Validation));
        }

        // Every image outside the test is the validation once.
        Assert.Equal(6, seen.SelectMany(ids => ids).Distinct().Count());
        var evaluation = await studio.Get<JobSpecBuilder>().BuildAsync((await JobAsync(started[2].JobId!.Value)) with { Kind = Contracts.Jobs.JobKind.Evaluate }, CancellationToken.None);
        Assert.Equal(seen[2], evaluation.Samples.Where(sample => sample.Split == Split.Validation).Select(sample => sample.ImageId));
    }

    [Fact]
    public async Task Start_WithoutAFold_IsJudgedOnTheFirst()
    {
        await SaveAsync(new SplitPlan { Folds = 2, Test = 0 });

        Assert.Equal(1, (await studio.Get<RunService>().StartAsync(Wish)).Run!.Fold);
    }

    [Fact]
    public async Task Start_FoldThatIsNotThere_IsRefused()
    {
        var without = await studio.Get<RunService>().StartAsync(Wish with { Fold = 2 });
        var all = Assert.Single(await studio.Get<RunService>().StartFoldsAsync(Wish));
        await SaveAsync(new SplitPlan { Folds = 2, Test = 0 });
        var beyond = await studio.Get<RunService>().StartAsync(Wish with { Fold = 3 });

        Assert.Contains("has no folds", Blocking(without), StringComparison.Ordinal);
        Assert.Contains("has no folds", Blocking(all), StringComparison.Ordinal);
        Assert.Contains("There is no fold 3: the split of this project has 2.", Blocking(beyond), StringComparison.Ordinal);
        Assert.Empty(await studio.Get<RunStore>().ListAsync(project.Id));
    }

    [Fact]
    public async Task Save_ByWhoMayNot_IsRefused()
    {
        var planner = studio.Get<SplitPlanner>();
        var byImage = new SplitPlan { Unit = SplitUnit.Image, UnitReason = "As published" };

        var annotator = await Assert.ThrowsAsync<StorageException>(() => planner.SaveAsync(project.Id, new SplitPlan { Seed = 2 }, "", Annotator));
        var lead = await Assert.ThrowsAsync<StorageException>(() => planner.SaveAsync(project.Id, byImage, "", Lead));
        await planner.SaveAsync(project.Id, new SplitPlan { Seed = 2 }, "", Lead);
        await planner.SaveAsync(project.Id, byImage, "", Owner);

        Assert.Contains("Owners and leads decide", annotator.Message, StringComparison.Ordinal);
        Assert.Contains("Only an owner", lead.Message, StringComparison.Ordinal);
        Assert.Equal([("split-by-image", Owner.Id), ("change-split", Lead.Id)], (await studio.Get<AuditLog>().ListAsync(5)).Select(entry => (entry.Action, entry.UserId!.Value)));
    }

    [Fact]
    public async Task Audit_ImageByImage_IsAProblemWithItsReason()
    {
        await SaveAsync(new SplitPlan { Unit = SplitUnit.Image, UnitReason = "As published" });

        var results = await studio.Get<DataAudit>().RunAsync(project);

        var finding = Assert.Single(results.SelectMany(result => result.Answer!.Findings), finding => finding.Kind == "split-by-image");
        Assert.Equal(AuditSeverity.Problem, finding.Severity);
        Assert.Contains("As published", finding.Message, StringComparison.Ordinal);
    }

    StartRun Wish => new(project.Id, LabelledProject.Recipe("epochs=1"), "text", null, "cpu", 7, null);

    Task<StoredSplitPlan> SaveAsync(SplitPlan plan) => studio.Get<SplitPlanner>().SaveAsync(project.Id, plan, "", Owner);

    async Task<Job> JobAsync(Guid jobId) => (await studio.Get<JobStore>().FindAsync(jobId))!;

    async Task<Seen> SamplesAsync(Guid jobId) =>
        new([.. (await studio.Get<JobSpecBuilder>().BuildAsync(await JobAsync(jobId), CancellationToken.None)).Samples.Select(sample => (sample.ImageId, sample.Split))]);

    static string Blocking(StartedRun started) => started.Problems.Single(problem => problem.Blocks).Message;

    sealed record Seen(IReadOnlyList<(long Id, Split Split)> Images)
    {
        public int Count(Split split) => Ids(split).Count;

        public IReadOnlyList<long> Ids(Split split) => [.. Images.Where(image => image.Split == split).Select(image => image.Id)];
    }
}
