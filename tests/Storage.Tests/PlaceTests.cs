using Studio.Contracts.Projects;
using Studio.Imaging.Embedding;
using Xunit;

namespace Studio.Storage.Tests;

public sealed class PlaceTests : IAsyncLifetime
{
    TestFolder folder = null!;
    Project project = null!;

    PlaceStore Places => new(folder.Database);

    DescriptorStore Descriptors => new(folder.Database);

    public async ValueTask InitializeAsync()
    {
        folder = await TestFolder.CreateAsync();
        project = await folder.AddProjectAsync("Nerve", "Vessel");
    }

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    [Fact]
    public async Task ListPointsAsync_FilteredImages_ArePointsWithWhatTheyHold()
    {
        var held = await folder.AddImageAsync(project.Id, fixedSplit: Split.Test);
        await folder.ImportLabelAsync(held, 2, 1);
        var empty = await folder.AddImageAsync(project.Id);
        var unplaced = await folder.AddImageAsync(project.Id);
        await Places.ReplaceAsync(project.Id, [(held, new(0.25f, 0.5f)), (empty, new(1, 0))]);

        var points = await folder.Browser.ListPointsAsync(new ImageFilter { ProjectId = project.Id, Collapse = true });
        var inReview = await folder.Browser.ListPointsAsync(new ImageFilter { ProjectId = project.Id, States = [ImageState.InReview] });

        Assert.Equal([held, empty], points.Select(point => point.ImageId).Order());
        var point = Assert.Single(inReview);
        Assert.Equal((held, 0.25f, 0.5f, ImageState.InReview, Split.Test), (point.ImageId, point.Place.X, point.Place.Y, point.State, point.Split));
        Assert.Equal([1, 2], point.Classes);
        Assert.Empty(points.Single(other => other.ImageId == empty).Classes);
        Assert.DoesNotContain(points, other => other.ImageId == unplaced);
    }

    [Fact]
    public async Task ReplaceAsync_AnotherMap_LeavesOtherProjectsAlone()
    {
        var (first, second) = (await folder.AddImageAsync(project.Id), await folder.AddImageAsync(project.Id));
        var other = await folder.AddProjectAsync();
        var foreign = await folder.AddImageAsync(other.Id);
        await Places.ReplaceAsync(other.Id, [(foreign, new(0.1f, 0.2f))]);
        await Places.ReplaceAsync(project.Id, [(first, new(0.3f, 0.3f)), (second, new(0.4f, 0.4f))]);

        await Places.ReplaceAsync(project.Id, [(second, new(0.9f, 0.8f))]);

        Assert.Equal(new MapPlace(0.9f, 0.8f), Assert.Single(await Places.ListAsync(project.Id)).Value);
        Assert.Equal(new MapPlace(0.1f, 0.2f), (await Places.ListAsync(other.Id))[foreign]);
        Assert.Equal((1, 1), await ExtentAsync(project.Id));
        Assert.Equal((1, 0), await ExtentAsync(other.Id));
    }

    [Fact]
    public async Task AddAsync_ImageThatIsGone_IsLeftOut()
    {
        var image = await folder.AddImageAsync(project.Id);

        await Places.AddAsync([(image, new(0.5f, 0.5f)), (4711, new(0.6f, 0.6f))]);
        await Places.AddAsync([(image, new(0.7f, 0.7f))]);

        Assert.Equal(new MapPlace(0.7f, 0.7f), Assert.Single(await Places.ListAsync(project.Id)).Value);
    }

    [Fact]
    public async Task ListPointsAsync_Series_IsOnePointUnlessSlicesAreAskedFor()
    {
        var series = await folder.AddSeriesAsync(project.Id, "knee", slices: 5);
        await Places.ReplaceAsync(project.Id, [.. series.Select((image, slice) => (image, new MapPlace(slice / 10f, 0)))]);

        var cells = await folder.Browser.ListPointsAsync(new ImageFilter { ProjectId = project.Id, Collapse = true });
        var slices = await folder.Browser.ListPointsAsync(new ImageFilter { ProjectId = project.Id });

        Assert.Equal(0.2f, Assert.Single(cells).Place.X);
        Assert.Equal(5, slices.Count);
    }

    [Fact]
    public async Task DescriptorStore_OtherPixels_AskForANewOne()
    {
        await folder.AddImageAsync(project.Id);
        var picture = PictureSource.Of(Assert.Single(await folder.Images.ListAsync(project.Id)));
        sbyte[] values = [.. Enumerable.Range(0, PictureDescriptor.Length).Select(place => (sbyte)((place % 255) - 127))];
        await Descriptors.SaveAsync([(picture, new PictureDescriptor(values))]);

        Assert.Equal(values, (await Descriptors.ListAsync([picture]))[picture.ImageId].Values);
        Assert.Empty(await Descriptors.ListAsync([picture with { PixelSha256 = new string('0', 64) }]));
    }

    async Task<(int Placed, int Missing)> ExtentAsync(long projectId)
    {
        var extent = await Places.GetExtentAsync(projectId);
        return (extent.Placed, extent.Missing);
    }
}
