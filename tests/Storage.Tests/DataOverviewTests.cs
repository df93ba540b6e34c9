using Studio.Contracts.Import;
using Xunit;

namespace Studio.Storage.Tests;

/// <summary>What the audit asks of series and of imports.</summary>
public sealed class DataOverviewTests : IAsyncLifetime
{
    TestFolder folder = null!;
    long projectId;

    public async ValueTask InitializeAsync()
    {
        folder = await TestFolder.CreateAsync();
        projectId = (await folder.AddProjectAsync("nerve")).Id;
    }

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    [Fact]
    public async Task Series_AreListedByTheirMiddleSlice_WithPlacesInOrder()
    {
        var slices = await folder.AddSeriesAsync(projectId, "a", 3);
        await folder.AddImageAsync(projectId, "alone");
        await folder.ExecuteAsync("UPDATE image SET excluded_at = 'now' WHERE id = @id", new { id = slices[2] });
        var store = new SeriesOverviewStore(folder.Database);

        var series = Assert.Single(await store.ListAsync(projectId));
        var places = await store.ListPlacesAsync(projectId);

        Assert.Equal((slices[1], "axial", "Slice 3 is missing."), (series.ImageId, series.Orientation, Assert.Single(series.Findings)));
        Assert.Equal([(slices[0], 0), (slices[1], 1)], places.Select(place => (place.ImageId, place.SliceIndex)));
    }

    [Fact]
    public async Task LabelProblems_OfAFileThatWasReadAgain_AreThoseOfTheLastImport()
    {
        var store = new LabelProblemStore(folder.Database);
        await ImportAsync(("a.xml", "no area"), ("b.xml", "outside"));
        Assert.Equal(["no area", "outside"], (await store.ListAsync(projectId)).Select(problem => problem.Reason));

        await ImportAsync(("b.xml", "still outside"));
        Assert.Equal(["no area", "still outside"], (await store.ListAsync(projectId)).Select(problem => problem.Reason));

        await ImportAsync(("a.xml", null), ("b.xml", null));
        Assert.Empty(await store.ListAsync(projectId));
    }

    async Task ImportAsync(params (string File, string? Problem)[] files)
    {
        var batches = new ImportBatchStore(folder.Database);
        var batch = await batches.CreateAsync(projectId, files.Length, null);
        foreach (var (place, file) in files.Index())
            await batches.SetItemAsync(batch.Id, place, new ImportItem(file.File, ImportFate.Imported, "", null));
        var problems = files.Where(file => file.Problem is not null).Select(file => new LabelProblem(file.File, "line 5", file.Problem!) { ImageId = 3 });
        await batches.SetStateAsync(batch.Id, ImportBatchState.Done, new ImportReport("P", 0, 0, [], 0, [], [], [], 1) { LabelProblems = [.. problems] });
    }
}
