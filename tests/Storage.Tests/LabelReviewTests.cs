using Studio.Contracts.Jobs;
using Studio.Contracts.Labels;
using Studio.Contracts.Projects;
using Xunit;

namespace Studio.Storage.Tests;

public sealed class LabelReviewTests : IAsyncLifetime
{
    TestFolder folder = null!;

    LabelReviewStore Reviews => new(folder.Database, folder.Annotations);

    public async ValueTask InitializeAsync() => folder = await TestFolder.CreateAsync();

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    [Fact]
    public async Task Confirm_IsKeptUntilTakenBack()
    {
        var (project, image) = await AddLabelledAsync();
        var person = await folder.AddUserAsync("Ann");
        var key = (await Reviews.ListCurrentKeysAsync(project.Id))[image];

        await Reviews.ConfirmAsync(project.Id, image, key, person.Id);
        await Reviews.ConfirmAsync(project.Id, image, key, person.Id);

        var review = Assert.Single(await Reviews.ListAsync(project.Id));
        Assert.Equal((image, key, "Ann"), (review.ImageId, review.LabelKey, review.UserName));
        await Reviews.TakeBackAsync(image);
        Assert.Empty(await Reviews.ListAsync(project.Id));
        Assert.Equal(2, await folder.ScalarAsync<int>("SELECT count(*) FROM label_review WHERE removed_at IS NOT NULL"));
    }

    [Fact]
    public async Task Confirm_LabelThatChangedSince_IsRefused()
    {
        var (project, image) = await AddLabelledAsync();
        var key = (await Reviews.ListCurrentKeysAsync(project.Id))[image];
        await folder.ImportLabelAsync(image, 1, 1);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => Reviews.ConfirmAsync(project.Id, image, key, userId: null));

        Assert.Contains("changed in the meantime", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await Reviews.ListAsync(project.Id));
    }

    [Fact]
    public async Task Keys_OfAVersion_AreThoseOfItsLabelsThen()
    {
        var (project, image) = await AddLabelledAsync();
        var other = await folder.AddImageAsync(project.Id);
        await folder.ImportLabelAsync(other, 1);
        var version = (await folder.Versions.FreezeAsync(project.Id, null)).Version;
        await folder.ImportLabelAsync(image, 0, 0, 1);

        var (then, now) = (await Reviews.ListKeysAsync(version.Id), await Reviews.ListCurrentKeysAsync(project.Id));

        Assert.NotEqual(then[image], now[image]);
        Assert.Equal(then[other], now[other]);
    }

    [Fact]
    public async Task Keys_OfAnswers_FollowTheAnswer()
    {
        var project = await folder.AddProjectAsync(ProjectTask.Classification, "Bleeding");
        var image = await folder.AddImageAsync(project.Id);
        async Task<string> SayAsync(bool isPresent)
        {
            await folder.Tags.ImportAsync(project.Id, [new(TagScope.Image, image, 1, isPresent)], ImageState.Accepted);
            return (await Reviews.ListCurrentKeysAsync(project.Id))[image];
        }

        var there = await SayAsync(true);
        Assert.NotEqual(there, await SayAsync(false));
        Assert.Equal(there, await SayAsync(true));
    }

    [Fact]
    public async Task Authors_OfAnswers_AreThoseOfTheLastAndNearest()
    {
        var project = await folder.AddProjectAsync(ProjectTask.Classification, "Bleeding", "Fracture");
        var image = await folder.AddImageAsync(project.Id, patient: "P1");
        var person = await folder.AddUserAsync("Ann");
        var patient = (await folder.Patients.ListAsync(project.Id))[0].Id;
        await folder.Tags.ImportAsync(project.Id, [new(TagScope.Patient, patient, 1), new(TagScope.Image, image, 2)], ImageState.Accepted);
        await folder.ExecuteAsync(
            "INSERT INTO tag (project_id, image_id, class_index, answer, author_id, created_at) VALUES (@Project, @image, 1, 'absent', @Person, '')",
            new { Project = project.Id, image, Person = person.Id });

        var authors = await Reviews.ListAuthorsAsync(project.Id, ProjectTask.Classification);

        Assert.Equal(
            [(1, person.Id, "Ann", false), (2, 0, "Came with the images", true)],
            authors.OrderBy(author => author.ClassIndex).Select(author => (author.ClassIndex, author.UserId, author.Name, author.IsPresent)));
    }

    [Fact]
    public async Task Authors_OfOutlines_AreThoseOfTheCurrentDocument()
    {
        var (project, image) = await AddLabelledAsync();
        var person = await folder.AddUserAsync("Ann");
        await folder.Annotations.GetOrCreateAsync(image, person.Id);
        Assert.Equal(0, Assert.Single(await Reviews.ListAuthorsAsync(project.Id, project.Task)).UserId);

        await folder.Submissions.SubmitAsync(image, person.Id, seconds: null, ImageState.Accepted);

        Assert.Equal((image, person.Id), Assert.Single((await Reviews.ListAuthorsAsync(project.Id, project.Task)).Select(author => (author.ImageId, author.UserId))));
    }

    [Fact]
    public async Task Evaluations_LatestOfEachPart_AreListedAndReadByImage()
    {
        var run = await folder.AddRunAsync();
        var store = new EvaluationStore(folder.Database);
        await AddAsync(Split.Validation, 3);
        var validation = await AddAsync(Split.Validation, 3, 4, 5);
        var training = await AddAsync(Split.Training, 6);

        var latest = await store.ListLatestAsync(run.ProjectId);

        Assert.Equal(
            [(training, Split.Training), (validation, Split.Validation)],
            latest.Select(entry => (entry.Id, entry.Split)));
        Assert.All(latest, entry => Assert.Equal((run.Id, run.Number, run.VersionId), (entry.RunId, entry.RunNumber, entry.VersionId)));
        var images = await store.ListImagesAsync(validation, [5, 3, 6]);
        Assert.Equal([3, 5], images.Select(image => image.ImageId).Order());
        Assert.Equal(new AreaDisagreement(1, 0.2, 0.3, 0.4, 0.1, 0.1), Assert.Single(images[0].Areas));

        async Task<long> AddAsync(Split split, params long[] ids)
        {
            var job = await folder.Jobs.EnqueueAsync(JobKind.Evaluate, run.Id, "{}");
            var results = ids.Select(id => new ImageResult(id, $"image {id}", "P", new Dictionary<string, double?>(), [], [])
            {
                Areas = [new AreaDisagreement(1, 0.2, 0.3, 0.4, 0.1, 0.1)],
            });
            var result = new EvaluationResult(split, ids.Length, 1, new Dictionary<string, MetricValue>(), [.. results], 1);
            return (await store.AddAsync(run.Id, job.Id, result, null)).Id;
        }
    }

    /// <summary>As an evaluation was stored before anything was measured about doubts.</summary>
    [Fact]
    public async Task Evaluation_FromBefore_IsReadWithoutDisagreements()
    {
        var run = await folder.AddRunAsync();
        var job = await folder.Jobs.EnqueueAsync(JobKind.Evaluate, run.Id, "{}");
        await folder.ExecuteAsync(
            """
            INSERT INTO evaluation (run_id, job_id, version_id, split, result_json, created_at) VALUES (@run, @job, @VersionId, 'test',
              '{"kind":"evaluation","split":"test","images":1,"patients":1,"metrics":{},"perImage":[],"seconds":1}', '2026-01-01T00:00:00Z');
            INSERT INTO evaluation_image (job_id, image_id, json) VALUES (@job, 1,
              '{"imageId":1,"name":"a","patientKey":"P","values":{},"truth":[],"prediction":[]}')
            """,
            new { run = run.Id, job = job.Id, run.VersionId });
        var store = new EvaluationStore(folder.Database);

        var found = Assert.Single(await store.ListImagesAsync((await store.FindLatestAsync(run.Id, Split.Test))!.Id));

        Assert.Empty(found.Areas);
        Assert.Empty(found.Boxes);
    }

    [Fact]
    public async Task Queue_OfGivenImages_KeepsTheirOrder()
    {
        var project = await folder.AddProjectAsync();
        var ids = new List<long>();
        foreach (var name in (string[])["a", "b", "c", "d"])
            ids.Add(await folder.AddImageAsync(project.Id, name));
        var filter = new ImageFilter { ProjectId = project.Id, ImageIds = [ids[2], ids[0], ids[3]], Sort = ImageSort.Given };

        var page = await folder.Browser.GetPageAsync(filter, 0, 10);
        var place = await folder.Browser.GetPlaceAsync(filter, ids[0]);

        Assert.Equal(["c", "a", "d"], page.Items.Select(item => item.Name));
        Assert.Equal((ids[2], ids[3], 2, 3), (place.PreviousId, place.NextId, place.Position, place.Total));
    }

    async Task<(Project Project, long Image)> AddLabelledAsync()
    {
        var project = await folder.AddProjectAsync("Nerve");
        var image = await folder.AddImageAsync(project.Id);
        await folder.ImportLabelAsync(image, 1);
        return (project, image);
    }
}
