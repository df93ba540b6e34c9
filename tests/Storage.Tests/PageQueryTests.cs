using Studio.Contracts.Jobs;
using Xunit;

namespace Studio.Storage.Tests;

/// <summary>What overviews ask for: where a person stopped, who did what today, which jobs ended.</summary>
public sealed class PageQueryTests
{
    [Fact]
    public async Task FindLastTouchedAsync_Person_IsTheirLatestDocumentOfAnOpenProject()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (first, second) = (await folder.AddProjectAsync("Nerve"), await folder.AddProjectAsync("Nerve"));
        var (older, newer) = (await folder.AddImageAsync(first.Id), await folder.AddImageAsync(second.Id));
        var (ada, bob) = ((await folder.AddUserAsync("Ada")).Id, (await folder.AddUserAsync("Bob")).Id);
        Assert.Null(await folder.Submissions.FindLastTouchedAsync(ada));

        await folder.Annotations.GetOrCreateAsync(older, ada);
        folder.Clock.Advance(TimeSpan.FromMinutes(1));
        await folder.Annotations.GetOrCreateAsync(newer, ada);

        Assert.Equal(new LastTouched { ProjectId = second.Id, ImageId = newer }, await folder.Submissions.FindLastTouchedAsync(ada));
        Assert.Null(await folder.Submissions.FindLastTouchedAsync(bob));
        await folder.Projects.ArchiveAsync(second.Id);
        Assert.Equal(older, (await folder.Submissions.FindLastTouchedAsync(ada))!.ImageId);
        await folder.Projects.RestoreAsync(second.Id);
        Assert.Equal(newer, (await folder.Submissions.FindLastTouchedAsync(ada))!.ImageId);
    }

    [Fact]
    public async Task ListSubmittedAsync_SinceTime_CountsImagesOfEachPersonOnce()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync("Nerve");
        var images = new[] { await folder.AddImageAsync(project.Id), await folder.AddImageAsync(project.Id) };
        var (ada, bob) = ((await folder.AddUserAsync("Ada")).Id, (await folder.AddUserAsync("Bob")).Id);
        await folder.Submissions.SubmitAsync(images[0], bob, null, ImageState.InReview);
        folder.Clock.Advance(TimeSpan.FromDays(1));
        var since = folder.Clock.GetUtcNow();
        Assert.Empty(await folder.Submissions.ListSubmittedAsync(project.Id, since));

        await folder.Submissions.SubmitAsync(images[0], ada, null, ImageState.InReview);
        folder.Clock.Advance(TimeSpan.FromMinutes(5));
        await folder.Submissions.SubmitAsync(images[0], ada, null, ImageState.InReview);
        await folder.Submissions.SubmitAsync(images[1], ada, null, ImageState.InReview);
        folder.Clock.Advance(TimeSpan.FromMinutes(1));
        await folder.Submissions.SubmitAsync(images[1], bob, null, ImageState.InReview);

        Assert.Equal(
            [
                new SubmittedImages { UserId = bob, Images = 1, First = since.AddMinutes(6), Last = since.AddMinutes(6) },
                new SubmittedImages { UserId = ada, Images = 2, First = since, Last = since.AddMinutes(5) },
            ],
            await folder.Submissions.ListSubmittedAsync(project.Id, since));
    }

    [Fact]
    public async Task ListEndedAsync_Jobs_LastOneFirstWithoutOpenOnes()
    {
        await using var folder = await TestFolder.CreateAsync();
        var run = await folder.AddRunAsync();
        var ended = new List<Guid>();
        for (var number = 0; number < 3; number++)
        {
            var job = await folder.Jobs.EnqueueAsync(JobKind.Train, run.Id, "{}");
            folder.Clock.Advance(TimeSpan.FromMinutes(1));
            await folder.Jobs.RequestAsync(job.Id, JobCommand.Cancel);
            ended.Add(job.Id);
        }

        await folder.Jobs.EnqueueAsync(JobKind.Train, run.Id, "{}");

        Assert.Equal([ended[2], ended[1]], (await folder.Jobs.ListEndedAsync(limit: 2)).Select(job => job.Id));
    }

    [Fact]
    public async Task DescribeAsync_Project_KeepsItsAddress()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync();

        await folder.Projects.DescribeAsync(project.Id, "Forearm", "Nerves only.");

        Assert.Equal(project with { Name = "Forearm", Description = "Nerves only." }, await folder.Projects.FindAsync(project.Slug));
    }

    [Fact]
    public async Task GetPageAsync_ChosenImages_AreTheOnlyOnes()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync();
        var other = await folder.AddProjectAsync();
        var images = new[] { await folder.AddImageAsync(project.Id), await folder.AddImageAsync(project.Id), await folder.AddImageAsync(project.Id) };
        var foreign = await folder.AddImageAsync(other.Id);
        var filter = new ImageFilter { ProjectId = project.Id, ImageIds = [images[0], images[2], foreign] };

        Assert.Equal([images[0], images[2]], (await folder.Browser.GetPageAsync(filter, 0, 10)).Items.Select(image => image.Id));
        Assert.Equal(2, (await folder.Browser.GetFacetsAsync(filter)).Total);
    }
}
