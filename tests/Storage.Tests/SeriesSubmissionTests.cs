using Xunit;

namespace Studio.Storage.Tests;

public sealed class SeriesSubmissionTests
{
    [Fact]
    public async Task SubmitAsync_Slice_SubmitsEverySliceOfItsSeriesAndNothingElse()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync("Nerve");
        var slices = await folder.AddSeriesAsync(project.Id, "a", 4);
        var other = await folder.AddImageAsync(project.Id, "b");
        var user = (await folder.AddUserAsync("Ann")).Id;
        await folder.Annotations.GetOrCreateAsync(slices[0], user);
        await folder.Annotations.GetOrCreateAsync(slices[1], user);
        await folder.Annotations.AppendOperationAsync(
            slices[1], user, new NewOperation(Guid.NewGuid(), 0, "brush", Patches.Pixel(3, 1)));

        await Submissions(folder).SubmitAsync(slices[0], user, 90, ImageState.InReview);

        var states = (await folder.Browser.GetPageAsync(new ImageFilter { ProjectId = project.Id }, 0, 9)).Items;
        Assert.All(states.Where(item => item.Id != other), item => Assert.Equal(ImageState.InReview, item.State));
        Assert.Equal(ImageState.NotStarted, states.Single(item => item.Id == other).State);
        Assert.Equal(4, await folder.ScalarAsync<int>("SELECT count(*) FROM submission"));
        Assert.Equal(90, await folder.ScalarAsync<double>("SELECT sum(seconds) FROM submission"));
        var drawn = (await folder.Annotations.FindAsync(slices[1], user))!;
        Assert.Equal([0, 0, 0, 1, 0], (await folder.Annotations.ComposeAsync(drawn.Id)).Labelmap.Classes.Take(5).Select(value => (int)value));
        Assert.Equal(1, (await folder.Browser.GetFacetsAsync(new ImageFilter { ProjectId = project.Id })).Classes[1]);
        var today = await folder.Submissions.GetProgressAsync(project.Id, user, DateTimeOffset.MinValue);
        Assert.Equal((1, 90.0), (today.Images, today.MedianSeconds));
    }

    [Fact]
    public async Task SubmitAsync_ImportedLabelOnAnotherSlice_IsKept()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync("Nerve");
        var slices = await folder.AddSeriesAsync(project.Id, "a", 3);
        await folder.ImportLabelAsync(slices[2], 0, 1);
        var user = (await folder.AddUserAsync("Ann")).Id;

        await Submissions(folder).SubmitAsync(slices[0], user, null, ImageState.Accepted);
        await Submissions(folder).SubmitAsync(slices[0], user, null, ImageState.Accepted);

        var label = (await folder.Annotations.FindCurrentAsync(slices[2]))!;
        Assert.Equal(user, label.AuthorId);
        Assert.Equal(1, (await folder.Annotations.ComposeAsync(label.Id)).Labelmap.Classes[1]);
        Assert.NotNull(await folder.Annotations.FindCurrentAsync(slices[1]));
        Assert.Equal(6, await folder.ScalarAsync<int>("SELECT count(*) FROM submission"));
    }

    [Fact]
    public async Task SubmitAsync_SingleImage_IsSubmittedAlone()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync();
        var image = await folder.AddImageAsync(project.Id);
        await folder.AddImageAsync(project.Id);
        var user = (await folder.AddUserAsync("Ann")).Id;

        await Submissions(folder).SubmitAsync(image, user, 5, ImageState.InReview);

        Assert.Equal(1, await folder.ScalarAsync<int>("SELECT count(*) FROM submission"));
    }

    static SeriesSubmission Submissions(TestFolder folder) => new(folder.Database, folder.Submissions);
}
