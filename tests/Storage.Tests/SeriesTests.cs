using Xunit;

namespace Studio.Storage.Tests;

public sealed class SeriesTests
{
    [Fact]
    public async Task FindForImageAsync_Slice_KnowsItsSeriesAndAllSlicesInOrder()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync();
        var slices = await folder.AddSeriesAsync(project.Id, "Thorax", 4);

        var series = await new SeriesStore(folder.Database).FindForImageAsync(slices[2]);

        Assert.NotNull(series);
        Assert.Equal(("Thorax", "CT", "T1", "case", 1.5, "axial"), (series.Description, series.Modality, series.Channel, series.CaseKey, series.SliceSpacingMm, series.Orientation));
        Assert.Equal(["Slice 3 is missing."], series.Findings);
        Assert.Equal(slices, series.ImageIds);
    }

    [Fact]
    public async Task FindForImageAsync_NoSeriesOrOneSlice_IsNull()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync();
        var store = new SeriesStore(folder.Database);

        Assert.Null(await store.FindForImageAsync(await folder.AddImageAsync(project.Id)));
        Assert.Null(await store.FindForImageAsync((await folder.AddSeriesAsync(project.Id, "Scout", 1))[0]));
    }

    [Fact]
    public async Task ListImagesAsync_Part_IsInTheOrderOfTheSlices()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync();
        var slices = await folder.AddSeriesAsync(project.Id, "Thorax", 5);
        var store = new SeriesStore(folder.Database);
        var seriesId = (await store.FindForImageAsync(slices[0]))!.Id;

        var part = await store.ListImagesAsync(seriesId, 1, 3);

        Assert.Equal(slices.Skip(1).Take(3), part.Select(image => image.Id));
    }

    [Fact]
    public async Task ListRevisionsAsync_OwnDocuments_AreThere()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync("Nerve");
        var slices = await folder.AddSeriesAsync(project.Id, "Thorax", 3);
        var (own, other) = ((await folder.AddUserAsync("Own")).Id, (await folder.AddUserAsync("Other")).Id);
        await folder.Annotations.GetOrCreateAsync(slices[0], own);
        await folder.Annotations.GetOrCreateAsync(slices[1], other);
        var store = new SeriesStore(folder.Database);
        var seriesId = (await store.FindForImageAsync(slices[0]))!.Id;

        Assert.Equal([slices[0]], (await store.ListRevisionsAsync(seriesId, own)).Keys);
    }
}
