using Xunit;

namespace Studio.Storage.Tests;

public sealed class SeriesBesideTests : IAsyncLifetime
{
    TestFolder folder = null!;
    SeriesBesideStore beside = null!;
    long project;

    public async ValueTask InitializeAsync()
    {
        folder = await TestFolder.CreateAsync();
        beside = new SeriesBesideStore(folder.Database);
        project = (await folder.AddProjectAsync()).Id;
    }

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    [Fact]
    public async Task ListAsync_Case_IsTheOwnSeriesThenTheOtherChannelsThenTheStudy()
    {
        var scout = await AddSeriesAsync("Scout", "Z", caseKey: null, study: 1);
        var flair = await AddSeriesAsync("Flair", "FLAIR", "case", study: 1);
        var t1 = await AddSeriesAsync("T1", "T1", "case", study: null);
        await AddSeriesAsync("Stranger", "T2", "another case", study: 2);

        var found = await beside.ListAsync(t1[0]);

        Assert.Equal([("T1", true), ("Flair", true)], found.Select(item => (item.Series.Description, item.IsSameCase)));
        Assert.Equal(t1, found[0].Series.ImageIds);
        Assert.Equal(["Flair", "T1", "Scout"], (await beside.ListAsync(flair[1])).Select(item => item.Series.Description));
        Assert.Equal([false, true], (await beside.ListAsync(scout[0])).Select(item => item.Series.Description == "Flair"));
    }

    [Fact]
    public async Task ListAsync_Planes_AreInTheOrderOfTheSlices()
    {
        var slices = await AddSeriesAsync("Thorax", "T1", "case", study: null);
        await folder.ExecuteAsync(
            "UPDATE image SET plane_json = @plane WHERE id = @id",
            new { id = slices[1], plane = """{"position":[1,2,3],"rowDirection":[1,0,0],"columnDirection":[0,1,0]}""" });

        var planes = Assert.Single(await beside.ListAsync(slices[0])).Planes;

        Assert.Equal([null, 3d], planes.Select(plane => plane?.DistanceMm));
    }

    [Fact]
    public async Task ListAsync_ImageWithoutSeries_IsEmpty() =>
        Assert.Empty(await beside.ListAsync(await folder.AddImageAsync(project)));

    async Task<IReadOnlyList<long>> AddSeriesAsync(string name, string channel, string? caseKey, int? study)
    {
        var slices = await folder.AddSeriesAsync(project, name, 2);
        if (study is not null)
            await folder.ExecuteAsync("INSERT OR IGNORE INTO study (id, project_id, uid) VALUES (@study, @project, @uid)", new { study, project, uid = $"1.2.{study}" });
        await folder.ExecuteAsync(
            "UPDATE series SET channel = @channel, case_key = @caseKey, study_id = @study WHERE id = (SELECT series_id FROM image WHERE id = @id)",
            new { channel, caseKey, study, id = slices[0] });
        return slices;
    }
}
