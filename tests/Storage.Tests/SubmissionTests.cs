using Xunit;

namespace Studio.Storage.Tests;

public sealed class SubmissionTests
{
    [Fact]
    public async Task SubmitAsync_Label_IsCompactedCurrentAndInReview()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (project, images, ada, _) = await SeedAsync(folder);
        await folder.Annotations.GetOrCreateAsync(images[0], ada);
        await AnnotationTests.AppendAsync(folder, images[0], ada, 0, Patches.First(1));

        var document = await folder.Submissions.SubmitAsync(images[0], ada, 12, ImageState.InReview);

        Assert.Equal((1, 1), (document.Revision, document.SnapshotRevision));
        Assert.Equal(ImageState.InReview, (await folder.Images.FindAsync(images[0]))!.State);
        Assert.Equal(1, (await folder.Browser.GetFacetsAsync(new ImageFilter { ProjectId = project })).Classes[1]);
    }

    [Fact]
    public async Task CurrentLabel_Rule_PrefersSubmittedThenLatest()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (_, images, ada, bob) = await SeedAsync(folder);
        var image = images[0];

        async Task<long?> CurrentAuthor() => (await folder.Annotations.FindCurrentAsync(image))?.AuthorId;

        await folder.Annotations.GetOrCreateAsync(image, ada);
        Assert.Null(await folder.Annotations.FindCurrentAsync(image)); // only opened

        await AnnotationTests.AppendAsync(folder, image, ada, 0, Patches.First(1));
        Assert.Equal(ada, await CurrentAuthor()); // drawn in

        folder.Clock.Advance(TimeSpan.FromMinutes(1));
        await folder.Annotations.GetOrCreateAsync(image, bob);
        await AnnotationTests.AppendAsync(folder, image, bob, 0, Patches.First(2));
        Assert.Equal(bob, await CurrentAuthor()); // drawn in later

        await folder.Submissions.SubmitAsync(image, ada, null, ImageState.InReview);
        folder.Clock.Advance(TimeSpan.FromMinutes(1));
        await AnnotationTests.AppendAsync(folder, image, bob, 1, Patches.Pixel(4, 2));
        Assert.Equal(ada, await CurrentAuthor()); // submitted beats drawn later

        folder.Clock.Advance(TimeSpan.FromMinutes(1));
        await folder.Submissions.SubmitAsync(image, bob, null, ImageState.InReview);
        Assert.Equal(bob, await CurrentAuthor()); // submitted later
        Assert.Equal(2, await folder.ScalarAsync<int>("SELECT class_index FROM image_class"));

        folder.Clock.Advance(TimeSpan.FromMinutes(1));
        await folder.ImportLabelAsync(image, 1);
        Assert.Null(await CurrentAuthor()); // what comes with the images counts as submitted
        Assert.Equal(1, await folder.ScalarAsync<int>("SELECT class_index FROM image_class"));
    }

    [Fact]
    public async Task CompactAsync_NotTheCurrentLabel_LeavesTheFilterAlone()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (_, images, ada, bob) = await SeedAsync(folder);
        await folder.Annotations.GetOrCreateAsync(images[0], ada);
        await AnnotationTests.AppendAsync(folder, images[0], ada, 0, Patches.First(1));
        await folder.Submissions.SubmitAsync(images[0], ada, null, ImageState.Accepted);
        var other = await folder.Annotations.GetOrCreateAsync(images[0], bob);
        await AnnotationTests.AppendAsync(folder, images[0], bob, 0, Patches.First(2));

        await folder.Annotations.CompactAsync(other.Id);

        Assert.Equal(1, await folder.ScalarAsync<int>("SELECT class_index FROM image_class"));
        Assert.Equal(ImageState.Accepted, (await folder.Images.FindAsync(images[0]))!.State);
    }

    [Fact]
    public async Task SubmitAsync_NothingDrawn_IsAnEmptyLabel()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (_, images, ada, _) = await SeedAsync(folder);

        var document = await folder.Submissions.SubmitAsync(images[0], ada, 3, ImageState.InReview);

        Assert.Null(document.SnapshotSha256);
        Assert.Equal(document, await folder.Annotations.FindCurrentAsync(images[0]));
    }

    [Fact]
    public async Task GetProgressAsync_Day_CountsImagesSkipsAndMedian()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (project, images, ada, bob) = await SeedAsync(folder);
        await folder.Submissions.SubmitAsync(images[0], ada, 1000, ImageState.InReview);
        folder.Clock.Advance(TimeSpan.FromDays(1));
        var today = folder.Clock.GetUtcNow();
        Assert.Equal(new LabellingProgress(0, 0, null), await folder.Submissions.GetProgressAsync(project, ada, today));

        await folder.Submissions.SubmitAsync(images[1], ada, 10, ImageState.InReview);
        await folder.Submissions.SubmitAsync(images[1], ada, 20, ImageState.InReview);
        await folder.Submissions.SubmitAsync(images[2], ada, 60, ImageState.InReview);
        await folder.Submissions.SubmitAsync(images[2], ada, null, ImageState.InReview);
        await folder.Submissions.SubmitAsync(images[0], bob, 5, ImageState.InReview);
        await folder.Submissions.SkipAsync(images[3], ada, "blurred");

        Assert.Equal(new LabellingProgress(2, 1, 20), await folder.Submissions.GetProgressAsync(project, ada, today));
        await folder.Submissions.SubmitAsync(images[0], ada, 30, ImageState.InReview);
        Assert.Equal(new LabellingProgress(3, 1, 25), await folder.Submissions.GetProgressAsync(project, ada, today));
    }

    [Fact]
    public async Task ListQueueAsync_Person_BegunThenUntouchedThenSkipped()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (project, images, ada, bob) = await SeedAsync(folder);
        await folder.Submissions.SubmitAsync(images[0], ada, null, ImageState.InReview);
        await folder.Submissions.SkipAsync(images[1], ada, "blurred");
        await folder.Annotations.GetOrCreateAsync(images[3], ada);
        await AnnotationTests.AppendAsync(folder, images[3], ada, 0, Patches.First(1));

        Assert.Equal([images[3], images[2], images[1]], await folder.Submissions.ListQueueAsync(project, ada, 10));
        Assert.Equal([images[3], images[1]], await folder.Submissions.ListQueueAsync(project, bob, 2));
    }

    static async Task<(long Project, long[] Images, long Ada, long Bob)> SeedAsync(TestFolder folder)
    {
        var project = await folder.AddProjectAsync("Nerve", "Vessel");
        var images = new long[4];
        for (var index = 0; index < images.Length; index++)
        {
            images[index] = await folder.AddImageAsync(project.Id);
        }

        return (project.Id, images, (await folder.AddUserAsync("Ada")).Id, (await folder.AddUserAsync("Bob")).Id);
    }
}
