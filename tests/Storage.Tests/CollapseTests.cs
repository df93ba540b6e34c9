using Xunit;

namespace Studio.Storage.Tests;

/// <summary>One cell per series in the grid and the queue.</summary>
public sealed class CollapseTests
{
    [Fact]
    public async Task GetPageAsync_Collapsed_ShowsTheMiddleSliceOfEachSeriesAndEverySingleImage()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync();
        var odd = await folder.AddSeriesAsync(project.Id, "a", 5);
        var single = await folder.AddImageAsync(project.Id, "b");
        var even = await folder.AddSeriesAsync(project.Id, "c", 4);

        var page = await folder.Browser.GetPageAsync(Cells(project), 0, 10);
        var all = await folder.Browser.GetPageAsync(Cells(project) with { Collapse = false }, 0, 20);

        Assert.Equal([odd[2], single, even[2]], page.Items.Select(item => item.Id));
        Assert.Equal([5, 1, 4], page.Items.Select(item => item.SliceCount));
        Assert.Equal([false, true, false], page.Items.Select(item => item.SeriesId is null));
        Assert.Equal(3, page.Total);
        Assert.Equal(10, all.Total);
        Assert.All(all.Items, item => Assert.Equal((null, 1), (item.SeriesId, item.SliceCount)));
    }

    [Theory]
    [InlineData("not-started,not-started,not-started", ImageState.NotStarted)]
    [InlineData("not-started,accepted,not-started", ImageState.InProgress)]
    [InlineData("in-progress,not-started,not-started", ImageState.InProgress)]
    [InlineData("in-progress,accepted,in-review", ImageState.InProgress)]
    [InlineData("accepted,in-review,accepted", ImageState.InReview)]
    [InlineData("accepted,accepted,accepted", ImageState.Accepted)]
    public async Task GetPageAsync_Collapsed_StateIsOfTheSliceThatGotLeastFar(string states, ImageState expected)
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync();
        var slices = await folder.AddSeriesAsync(project.Id, "a", 3);
        foreach (var (state, index) in states.Split(',').Select((state, index) => (state, index)))
        {
            await folder.SetStateAsync(slices[index], state);
        }

        var cell = Assert.Single((await folder.Browser.GetPageAsync(Cells(project), 0, 5)).Items);
        var found = await folder.Browser.GetPageAsync(Cells(project) with { States = [expected] }, 0, 5);
        var others = Enum.GetValues<ImageState>().Where(state => state != expected).ToList();
        var facets = await folder.Browser.GetFacetsAsync(Cells(project));

        Assert.Equal(expected, cell.State);
        Assert.Equal(1, found.Total);
        Assert.Equal(0, (await folder.Browser.GetPageAsync(Cells(project) with { States = others }, 0, 5)).Total);
        Assert.Equal(1, facets.Total);
        Assert.Equal([(expected, 1)], facets.States.Select(state => (state.Key, state.Value)));
    }

    [Fact]
    public async Task GetPageAsync_Collapsed_SeriesMatchesWhatAnyOfItsSlicesHolds()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync("Nerve", "Vessel");
        var labelled = await folder.AddSeriesAsync(project.Id, "a", 5, "P1");
        var empty = await folder.AddSeriesAsync(project.Id, "b", 3, "P2");
        var single = await folder.AddImageAsync(project.Id, "c");
        await folder.ImportLabelAsync(labelled[0], 1);
        await folder.ImportLabelAsync(labelled[4], 1, 2);
        await folder.ImportLabelAsync(single, 2);
        var cells = Cells(project);

        async Task<IEnumerable<long>> Find(ImageFilter filter) => (await folder.Browser.GetPageAsync(filter, 0, 9)).Items.Select(item => item.Id);
        var facets = await folder.Browser.GetFacetsAsync(cells);

        Assert.Equal([labelled[2]], await Find(cells with { ClassIndexes = [1] }));
        Assert.Equal([labelled[2], single], await Find(cells with { ClassIndexes = [2] }));
        Assert.Equal([empty[1]], await Find(cells with { NothingLabelled = true }));
        Assert.Equal([labelled[2]], await Find(cells with { PatientId = (await folder.Images.FindAsync(labelled[0]))!.PatientId }));
        Assert.Equal([labelled[2]], await Find(cells with { Text = "a 5" }));
        Assert.Equal([labelled[2]], await Find(cells with { ImageIds = [labelled[0], labelled[1]] }));
        Assert.Equal((1, 2, 1), (facets.Classes[1], facets.Classes[2], facets.NothingLabelled));
    }

    [Fact]
    public async Task GetPlaceAsync_Collapsed_AnySliceStandsAtItsSeries()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync();
        var first = await folder.AddSeriesAsync(project.Id, "a", 4);
        var second = await folder.AddSeriesAsync(project.Id, "b", 6);
        var last = await folder.AddImageAsync(project.Id, "c");

        var place = await folder.Browser.GetPlaceAsync(Cells(project), second[0]);
        var around = await folder.Browser.GetAroundAsync(Cells(project), second[5], 0, 1);
        var single = await folder.Browser.GetPlaceAsync(Cells(project), last);

        Assert.Equal(new QueuePlace(first[2], last, 2, 3), place);
        Assert.Equal([second[3], last], around.Items.Select(item => item.Id));
        Assert.Equal(new QueuePlace(second[3], null, 3, 3), single);
    }

    static ImageFilter Cells(Project project) => new() { ProjectId = project.Id, Collapse = true };
}
