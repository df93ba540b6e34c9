using Xunit;

namespace Studio.Storage.Tests;

/// <summary>What a person sees of images that are assigned.</summary>
public sealed class OwnQueueTests
{
    [Fact]
    public async Task GetPageAsync_AssignedTo_NarrowsAndCountsPeopleAndNobody()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (project, ann, bea, lea) = await AssignmentTests.SeedAsync(folder);
        var images = await AssignmentTests.AddImagesAsync(folder, project, 4);
        var slices = await folder.AddSeriesAsync(project, "z", 3);
        await folder.Assignments.AssignAsync(project, [images[0], images[1], slices[0]], ann, lea);
        await folder.Assignments.AssignAsync(project, [images[1]], bea, lea);
        await folder.Assignments.TakeBackAsync(project, ann, [images[0]]);
        var all = new ImageFilter { ProjectId = project, Collapse = true };

        async Task<long[]> Ids(params long[] people) =>
            [.. (await folder.Browser.GetPageAsync(all with { AssignedTo = people }, 0, 9)).Items.Select(item => item.Id)];

        Assert.Equal([images[1], slices[1]], await Ids(ann));
        Assert.Equal([images[0], images[2], images[3]], await Ids(ImageFilter.Nobody));
        Assert.Equal([images[0], images[1], images[2], images[3]], await Ids(ImageFilter.Nobody, bea));
        var facets = await folder.Browser.GetFacetsAsync(all with { AssignedTo = [bea] });
        Assert.Equal((1, 2, 1, 3), (facets.Total, facets.AssignedTo[ann], facets.AssignedTo[bea], facets.AssignedTo[ImageFilter.Nobody]));
        var shown = (await folder.Browser.GetPageAsync(all, 0, 9)).Items;
        Assert.Equal(["", "A B", "", "", "A"], shown.Select(item => item.AssignedInitials));
        Assert.Equal("Ann, Bea", shown[1].AssignedNames);
    }

    [Fact]
    public async Task GetPageAsync_OwnQueue_WaitingThenSkippedThenSubmittedWhateverOthersDid()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (project, ann, bea, lea) = await AssignmentTests.SeedAsync(folder);
        var images = await AssignmentTests.AddImagesAsync(folder, project, 5);
        await folder.Assignments.AssignAsync(project, images, ann, lea);
        await folder.Submissions.SubmitAsync(images[0], ann, null, ImageState.InReview);
        await folder.Submissions.SkipAsync(images[1], ann, "blurred");
        await folder.Submissions.SubmitAsync(images[2], bea, null, ImageState.InReview);
        await folder.Annotations.GetOrCreateAsync(images[3], ann);
        await AnnotationTests.AppendAsync(folder, images[3], ann, 0, Patches.First(1));
        var own = new ImageFilter { ProjectId = project, AssignedTo = [ann], Reader = ann };

        var page = await folder.Browser.GetPageAsync(own, 0, 9);

        Assert.Equal([images[2], images[3], images[4], images[1], images[0]], page.Items.Select(item => item.Id));
        Assert.Equal(["not-started", "in-progress", "not-started", "skipped", "submitted"], page.Items.Select(item => item.OwnState));
        Assert.Equal("A: blurred", page.Items[3].SkipReason);
        Assert.Equal(2, await folder.Browser.CountDoneAsync(own));
        var shared = await folder.Browser.GetPageAsync(new ImageFilter { ProjectId = project, Reader = ann }, 0, 9);
        Assert.Equal(["in-review", "skipped", "in-review", "in-progress", "not-started"], shared.Items.Select(item => item.OwnState));

        folder.Clock.Advance(TimeSpan.FromMinutes(1));
        await folder.Submissions.SubmitAsync(images[1], ann, null, ImageState.InReview);
        Assert.All((await folder.Browser.GetPageAsync(own, 0, 9)).Items, item => Assert.Null(item.SkipReason));
        Assert.Equal(2, await folder.Browser.CountDoneAsync(own));
    }

    [Fact]
    public async Task GetPageAsync_SkippedSlice_SkipsItsSeriesForWhoSkippedIt()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (project, ann, bea, lea) = await AssignmentTests.SeedAsync(folder);
        var slices = await folder.AddSeriesAsync(project, "a", 4);
        await folder.Assignments.AssignAsync(project, slices, ann, lea);
        await folder.Submissions.SkipAsync(slices[3], ann, "moved");
        var cells = new ImageFilter { ProjectId = project, Collapse = true };

        var item = Assert.Single((await folder.Browser.GetPageAsync(cells with { Reader = ann, AssignedTo = [ann] }, 0, 9)).Items);
        var other = Assert.Single((await folder.Browser.GetPageAsync(cells with { Reader = bea }, 0, 9)).Items);

        Assert.Equal(("skipped", "A: moved"), (item.OwnState, item.SkipReason));
        Assert.Equal("not-started", other.OwnState);
    }

    [Fact]
    public async Task FindNextAsync_WholeQueue_WrapsAroundAndPassesWhatIsDone()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (project, ann, _, _) = await AssignmentTests.SeedAsync(folder);
        var images = await AssignmentTests.AddImagesAsync(folder, project, 4);
        await folder.SetStateAsync(images[1], "in-progress");
        await folder.SetStateAsync(images[2], "accepted");
        var queue = new ImageFilter { ProjectId = project, Reader = ann };

        async Task<long?> Next(long image, bool includesBegun) => (await folder.Browser.FindNextAsync(queue, image, includesBegun))?.Id;

        Assert.Equal(images[3], await Next(images[0], includesBegun: false));
        Assert.Equal(images[1], await Next(images[0], includesBegun: true));
        Assert.Equal(images[0], await Next(images[3], includesBegun: false));
        await folder.Submissions.SkipAsync(images[0], ann, "blurred");
        Assert.Null(await Next(images[3], includesBegun: false));
        Assert.Equal(images[1], await Next(images[3], includesBegun: true));
    }

    [Fact]
    public async Task GetPageAsync_ImageWithTwoReaders_ShowsNoneTheOthersOutlinesBeforeSubmitting()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (project, ann, bea, lea) = await AssignmentTests.SeedAsync(folder);
        var image = (await AssignmentTests.AddImagesAsync(folder, project, 1))[0];
        await folder.Assignments.AssignAsync(project, [image], ann, lea);
        await folder.Assignments.AssignAsync(project, [image], bea, lea);
        await folder.Annotations.GetOrCreateAsync(image, bea);
        await AnnotationTests.AppendAsync(folder, image, bea, 0, Patches.First(1));
        await folder.Submissions.SubmitAsync(image, bea, null, ImageState.InReview);

        async Task<int> OutlinesFor(long reader) =>
            (await folder.Browser.GetPageAsync(new ImageFilter { ProjectId = project, Reader = reader }, 0, 1)).Items[0].Outlines.Count;

        Assert.Equal((0, 1, 1), (await OutlinesFor(ann), await OutlinesFor(bea), await OutlinesFor(lea)));
        await folder.Submissions.SubmitAsync(image, ann, null, ImageState.InReview);
        folder.Clock.Advance(TimeSpan.FromMinutes(1));
        await folder.Submissions.SubmitAsync(image, bea, null, ImageState.InReview); // the current label
        Assert.Equal(1, await OutlinesFor(ann));
    }
}
