using System.Text.Json;
using Studio.Contracts;
using Studio.Contracts.Jobs;
using Studio.Contracts.Labels;
using Studio.Contracts.Projects;
using Studio.Features.Account;
using Studio.Features.LabelReview;
using Studio.Features.Runs;
using Studio.Harness;
using Studio.Storage;
using Studio.Tests.Jobs;

namespace Studio.Tests.LabelReview;

/// <summary>Which evaluation judges an image, and what becomes of it; the evaluations are written, not computed.</summary>
public sealed class LabelReviewReaderTests : IAsyncLifetime
{
    const int Images = 20;

    readonly TemporaryFolder folder = new();
    TestStudio studio = null!;
    NoduleProject nodules = null!;
    CurrentUser owner = null!;

    LabelReviewReader Reader => studio.Get<LabelReviewReader>();

    LabelReviewService Service => studio.Get<LabelReviewService>();

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.StartAsync(folder, TestStudio.NoDispatch);
        nodules = await NoduleProject.CreateAsync(studio.Services, Images, swapEvery: 10);
        owner = await AddAsync("Olga", UserRole.Owner);
    }

    public async ValueTask DisposeAsync()
    {
        await studio.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task RunThatDidNotLearnTheImage_JudgesItBeforeANewerOneThatDid()
    {
        var first = await StartAsync();
        await EvaluateAsync(first, Split.Validation, nodules.Images, 0.95);
        var second = await StartAsync();
        await EvaluateAsync(second, Split.Training, nodules.Images, 0.6);

        var queue = await Reader.ReadAsync(nodules.Project);
        var ofSecond = await Reader.ReadAsync(nodules.Project, second.Number);

        Assert.All(queue.Labels, label => Assert.Equal((first.Number, false), (label.By.RunNumber, label.IsLearned)));
        Assert.All(ofSecond.Labels, label => Assert.True(label.IsLearned));
        Assert.Equal(nodules.Swapped.Order(), queue.Labels.Take(2).Select(label => label.ImageId).Order());
        Assert.Equal(nodules.Swapped.Order(), queue.ConfidentlyDoubted.Select(label => label.ImageId).Order());
    }

    /// <summary>As with a run for each fold: each judges the part that it has not learned, and the rest is judged by who learned it.</summary>
    [Fact]
    public async Task RunsOfSeveralFolds_JudgeEachTheImagesTheyHaveNotLearned()
    {
        var (one, other) = (await StartAsync(), await StartAsync());
        long[] half = [.. nodules.Images.Take(Images / 2)];
        long[] rest = [.. nodules.Images.Skip(Images / 2)];
        await EvaluateAsync(one, Split.Validation, half, 0.9);
        await EvaluateAsync(one, Split.Training, rest, 0.9);
        await EvaluateAsync(other, Split.Validation, rest, 0.9);
        await EvaluateAsync(other, Split.Training, half, 0.9);

        var queue = await Reader.ReadAsync(nodules.Project);

        Assert.All(queue.Labels, label => Assert.Equal((half.Contains(label.ImageId) ? one.Number : other.Number, false), (label.By.RunNumber, label.IsLearned)));
    }

    [Fact]
    public async Task LabelThatIsRight_LeavesTheQueueUntilItChanges()
    {
        await EvaluateAsync(await StartAsync(), Split.Validation, nodules.Images, 0.95);
        var doubted = (await Reader.ReadAsync(nodules.Project)).ConfidentlyDoubted.First();

        await Service.ConfirmAsync(owner, nodules.Project, doubted);
        var right = await FindAsync(doubted.ImageId);
        await Service.TakeBackAsync(owner, right);
        var again = await FindAsync(doubted.ImageId);
        await Service.ConfirmAsync(owner, nodules.Project, again);
        await AnswerAsync(doubted.ImageId, isThere: doubted.Doubt!.Value.Claim.Kind == ClaimKind.Absent);
        var changed = await FindAsync(doubted.ImageId);

        Assert.Equal((ReviewState.Right, "Olga"), (right.State, right.Review!.UserName));
        Assert.Equal((ReviewState.Open, ReviewState.Changed), (again.State, changed.State));
        await Assert.ThrowsAsync<StorageException>(() => Service.ConfirmAsync(owner, nodules.Project, doubted));
        Assert.Equal(["label-right", "label-right-taken-back", "label-right"], (await studio.Get<AuditLog>().ListAsync(10)).Select(entry => entry.Action).Where(action => action.StartsWith("label", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task LabelChangedSince_IsJudgedByTheRunThatKnowsItAsItIs()
    {
        var first = await StartAsync();
        await EvaluateAsync(first, Split.Validation, nodules.Images, 0.95);
        var image = nodules.Swapped.First();
        await AnswerAsync(image, isThere: nodules.Images.ToList().IndexOf(image) % 2 == 0);
        Assert.Equal(ReviewState.Changed, (await FindAsync(image)).State);

        var second = await StartAsync();
        Assert.NotEqual(first.VersionId, second.VersionId);
        await EvaluateAsync(second, Split.Training, nodules.Images, 0.95, corrected: image);

        var label = await FindAsync(image);
        Assert.Equal((second.Number, ReviewState.Open, false), (label.By.RunNumber, label.State, label.IsConfident));
        Assert.Equal(first.Number, (await FindAsync(nodules.Images[0])).By.RunNumber);
    }

    [Fact]
    public async Task Annotator_SeesOwnLabelsAlone()
    {
        await EvaluateAsync(await StartAsync(), Split.Validation, nodules.Images, 0.95);
        var ann = await AddAsync("Ann", UserRole.Annotator);
        var image = nodules.Swapped.First();
        await AnswerAsync(image, isThere: nodules.Images.ToList().IndexOf(image) % 2 == 1, author: ann.Id);

        var queue = await Reader.ReadAsync(nodules.Project);
        var filter = ReviewFilter.Parse("0", null, null, null, "changed").For(ann);
        var own = filter.Doubted(filter.InScope(queue.Labels));

        Assert.Equal((image, "Ann"), (Assert.Single(own).ImageId, own[0].Author));
        Assert.Equal(ReviewState.Open, filter.State);
        await Assert.ThrowsAsync<StorageException>(() => Service.ConfirmAsync(ann, nodules.Project, own[0]));
        Assert.Equal(
            [(ann.Id, 1, 1), (0, Images - 1, nodules.Swapped.Count - 1)],
            AnnotatorDoubts.Of(queue.Labels).Select(person => (person.AuthorId, person.Labels, person.Doubted)));
    }

    [Fact]
    public async Task Words_SayWhatTheModelSees()
    {
        await EvaluateAsync(await StartAsync(), Split.Validation, nodules.Images, 0.97);
        var classes = await studio.Get<ClassStore>().ListAsync(nodules.Project.Id);
        var doubted = (await Reader.ReadAsync(nodules.Project)).ConfidentlyDoubted.ToList();
        var label = doubted.Single(label => label.Doubt!.Value.Claim.Kind == ClaimKind.Absent);
        var sure = Math.Round(label.Value * 100);
        Assert.InRange(sure, 80, 99);
        Assert.Equal($"Labelled without nodule. The model sees nodule here, with {sure} % confidence.", DoubtWording.Of(label, classes, excludeEachOther: false));
        Assert.Equal($"Validation, not learned by run {label.By.RunNumber}", DoubtWording.Judge(label));
    }

    async Task<ReviewedLabel> FindAsync(long image) => (await Reader.ReadAsync(nodules.Project)).Labels.Single(label => label.ImageId == image);

    async Task<Run> StartAsync()
    {
        var started = await studio.Get<RunService>().StartAsync(new StartRun(nodules.Project.Id, NoduleProject.Recipe, "text", null, "cpu", 7, null));
        return started.Run!;
    }

    /// <summary>A model that sees what is there, with this confidence.</summary>
    /// <param name="corrected">A swapped image whose label is right in the run's version.</param>
    async Task EvaluateAsync(Run run, Split split, IReadOnlyList<long> images, double confidence, long corrected = 0)
    {
        var job = await studio.Get<JobStore>().EnqueueAsync(JobKind.Evaluate, run.Id, "{}");
        var results = images.Select(image =>
        {
            var isThere = nodules.Images.ToList().IndexOf(image) % 2 == 0;
            var label = isThere ^ (nodules.Swapped.Contains(image) && image != corrected);
            return new ImageResult(image, $"image {image}", "P", new Dictionary<string, double?>(), [], []) { Tags = [new TagOutcome(1, isThere ? confidence : 1 - confidence, label)] };
        });
        var result = new EvaluationResult(split, images.Count, 1, new Dictionary<string, MetricValue>(), [.. results], 1);
        await studio.Get<EvaluationStore>().AddAsync(run.Id, job.Id, result, null);
    }

    async Task AnswerAsync(long image, bool isThere, long? author = null)
    {
        if (author is { } person)
        {
            var tag = new TagObject(TagScope.Image, 1, isThere ? TagAnswer.Present : TagAnswer.Absent);
            ObjectChange[] changes = [new(TagObject.NameOf(TagScope.Image, 1), tag)];
            var patch = JsonSerializer.SerializeToUtf8Bytes(changes, ContractJson.Options);
            await studio.Get<AnnotationStore>().GetOrCreateAsync(image, person);
            await studio.Get<AnnotationStore>().AppendOperationAsync(image, person, new NewOperation(Guid.NewGuid(), 0, "tag", patch, OperationKind.Objects));
            return;
        }

        await studio.Get<TagStore>().ImportAsync(nodules.Project.Id, [new NewTag(TagScope.Image, image, 1, isThere)], ImageState.Accepted);
    }

    async Task<CurrentUser> AddAsync(string name, UserRole role)
    {
        var user = await studio.Get<UserStore>().CreateAsync(new NewUser(name, name[..1], role, "hash"));
        return new CurrentUser(user.Id, name, user.Initials, role.ToString().ToLowerInvariant());
    }
}
