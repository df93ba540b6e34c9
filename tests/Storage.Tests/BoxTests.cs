using Studio.Contracts.Projects;
using Xunit;

namespace Studio.Storage.Tests;

public sealed class BoxTests : IAsyncLifetime
{
    TestFolder folder = null!;

    public async ValueTask InitializeAsync() => folder = await TestFolder.CreateAsync();

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    [Fact]
    public async Task Import_TheSameBoxesAgain_StoresNothingNew()
    {
        var (project, image) = await AddImageAsync(ProjectTask.Detection);
        Box[] boxes = [new(1, 0, 1, 2.5, 3), new(2, 1, 1, 5, 4), new(1, 0, 1, 2.5, 3)];

        await folder.Boxes.ImportAsync(image, boxes, ImageState.Accepted);
        var first = await folder.Boxes.ListAsync(image);
        await folder.Boxes.ImportAsync(image, boxes, ImageState.Accepted);

        Assert.Equal(first, await folder.Boxes.ListAsync(image));
        Assert.Equal([(1, 0d, 1d, 2.5, 3d), (2, 1d, 1d, 5d, 4d)], first.Select(box => (box.ClassIndex, box.Left, box.Top, box.Right, box.Bottom)));
        Assert.Equal(2, await folder.ScalarAsync<int>("SELECT count(*) FROM annotation_object"));
        Assert.Equal(ImageState.Accepted, (await folder.Images.FindAsync(image))!.State);
        Assert.Equal([(1, 1), (2, 1)], await ClassCountsAsync(project));
    }

    [Fact]
    public async Task Import_OtherBoxes_MarksThoseThatAreGone()
    {
        var (_, image) = await AddImageAsync(ProjectTask.Detection);
        await folder.Boxes.ImportAsync(image, [new(1, 0, 0, 2, 2), new(2, 1, 1, 3, 3)], ImageState.Accepted);

        await folder.Boxes.ImportAsync(image, [new(2, 1, 1, 3, 3), new(2, 0, 0, 2, 2)], ImageState.Accepted);

        Assert.Equal([2, 2], (await folder.Boxes.ListAsync(image)).Select(box => box.ClassIndex));
        Assert.Equal(1, await folder.ScalarAsync<int>("SELECT count(*) FROM annotation_object WHERE removed_at IS NOT NULL"));
    }

    [Theory]
    [InlineData(3, 0, 0, 1, 1, "does not have")]
    [InlineData(1, 2, 0, 2, 1, "is empty")]
    [InlineData(1, 0, 0, 6, 1, "outside the image (5×4)")]
    public async Task Import_BoxThatDoesNotFit_StoresNothing(int classIndex, double left, double top, double right, double bottom, string words)
    {
        var (_, image) = await AddImageAsync(ProjectTask.Detection);

        var problem = await Assert.ThrowsAsync<StorageException>(() =>
            folder.Boxes.ImportAsync(image, [new(1, 0, 0, 1, 1), new(classIndex, left, top, right, bottom)], ImageState.Accepted));

        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
        Assert.Empty(await folder.Boxes.ListAsync(image));
        Assert.Equal(ImageState.NotStarted, (await folder.Images.FindAsync(image))!.State);
    }

    [Fact]
    public async Task Import_InASegmentationProject_LeavesTheImageToBeOutlined()
    {
        var (_, image) = await AddImageAsync(ProjectTask.Segmentation);

        await folder.Boxes.ImportAsync(image, [new(1, 0, 0, 1, 1)], ImageState.Accepted);

        Assert.Single(await folder.Boxes.ListAsync(image));
        Assert.Equal(ImageState.NotStarted, (await folder.Images.FindAsync(image))!.State);
    }

    [Fact]
    public async Task GetPage_ImageWithLabelAndBoxes_ShowsBothOutlines()
    {
        var (project, image) = await AddImageAsync(ProjectTask.Detection);
        await folder.ImportLabelAsync(image, 1);

        await folder.Boxes.ImportAsync(image, [new(2, 0, 1, 2.5, 3), new(2, 3, 0, 5, 1)], ImageState.Accepted);

        var item = Assert.Single((await folder.Browser.GetPageAsync(new ImageFilter { ProjectId = project }, 0, 10)).Items);
        Assert.Equal([1, 2], item.Outlines.Select(outline => outline.ClassIndex));
        Assert.Equal("M0 1H2.5V3H0zM3 0H5V1H3z", item.Outlines[1].Path);
    }

    [Fact]
    public async Task SetClasses_ClassOfABox_CannotBeLeftOut()
    {
        var (project, image) = await AddImageAsync(ProjectTask.Detection);
        await folder.Boxes.ImportAsync(image, [new(2, 0, 1, 2, 3)], ImageState.Accepted);
        var classes = await folder.Classes.ListAsync(project);

        var problem = await Assert.ThrowsAsync<StorageException>(() => folder.Classes.SetAsync(project, [classes[0]]));

        Assert.Contains("WBC", problem.Message, StringComparison.Ordinal);
    }

    async Task<(long Project, long Image)> AddImageAsync(ProjectTask task)
    {
        var project = await folder.AddProjectAsync(task, "RBC", "WBC");
        return (project.Id, await folder.AddImageAsync(project.Id));
    }

    async Task<IEnumerable<(int, int)>> ClassCountsAsync(long project) =>
        (await folder.Browser.GetFacetsAsync(new ImageFilter { ProjectId = project })).Classes.Select(entry => (entry.Key, entry.Value)).Order();
}
