using Studio.Contracts.Labels;
using Studio.Contracts.Projects;
using Xunit;

namespace Studio.Storage.Tests;

public sealed class TagTests : IAsyncLifetime
{
    TestFolder folder = null!;
    long project;

    public async ValueTask InitializeAsync()
    {
        folder = await TestFolder.CreateAsync();
        project = (await folder.AddProjectAsync(ProjectTask.Classification, "Bleeding", "Fracture", "Mass")).Id;
    }

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    [Fact]
    public async Task ListForImage_TagsOfAllScopes_ArePutTogether()
    {
        var (image, other) = (await folder.AddImageAsync(project, patient: "P1"), await folder.AddImageAsync(project, patient: "P1"));
        var alone = await folder.AddImageAsync(project);
        var series = await AddSeriesAsync("1.2.3", image);
        var patient = (await folder.Patients.ListAsync(project))[0].Id;

        await folder.Tags.ImportAsync(
            project,
            [new(TagScope.Image, image, 1), new(TagScope.Series, series, 2), new(TagScope.Patient, patient, 3), new(TagScope.Patient, patient, 2, IsPresent: false)],
            ImageState.Accepted);

        Assert.Equal([(1, TagScope.Image), (2, TagScope.Series), (3, TagScope.Patient)], await TagsAsync(image));
        Assert.Equal([(3, TagScope.Patient)], await TagsAsync(other));
        Assert.Empty(await TagsAsync(alone));
        Assert.Equal(
            [ImageState.Accepted, ImageState.Accepted, ImageState.NotStarted],
            (await folder.Images.ListAsync(project)).OrderBy(item => item.Id).Select(item => item.State));
    }

    [Fact]
    public async Task Import_TheSameTagAgain_StoresNothingNew()
    {
        var image = await folder.AddImageAsync(project);
        NewTag[] tags = [new(TagScope.Image, image, 1), new(TagScope.Image, image, 2, IsPresent: false), new(TagScope.Image, image, 1)];

        await folder.Tags.ImportAsync(project, tags, ImageState.Accepted);
        await folder.Tags.ImportAsync(project, tags, ImageState.Accepted);

        Assert.Equal(2, await folder.ScalarAsync<int>("SELECT count(*) FROM tag"));
        Assert.Equal([(1, TagScope.Image)], await TagsAsync(image));
    }

    [Fact]
    public async Task Import_TheOpposite_ReplacesTheTag()
    {
        var image = await folder.AddImageAsync(project);
        await folder.Tags.ImportAsync(project, [new(TagScope.Image, image, 1)], ImageState.Accepted);

        await folder.Tags.ImportAsync(project, [new(TagScope.Image, image, 1, IsPresent: false)], ImageState.Accepted);

        Assert.Empty(await TagsAsync(image));
        Assert.Equal("present", await folder.ScalarAsync<string>("SELECT answer FROM tag WHERE removed_at IS NOT NULL"));
        Assert.Equal("absent", await folder.ScalarAsync<string>("SELECT answer FROM tag WHERE removed_at IS NULL"));
    }

    [Fact]
    public async Task Import_SubjectOfAnotherProject_StoresNothing()
    {
        var stranger = await folder.AddImageAsync((await folder.AddProjectAsync()).Id);
        var image = await folder.AddImageAsync(project);

        await Assert.ThrowsAsync<StorageException>(() =>
            folder.Tags.ImportAsync(project, [new(TagScope.Image, image, 1), new(TagScope.Image, stranger, 1)], ImageState.Accepted));

        Assert.Equal(0, await folder.ScalarAsync<int>("SELECT count(*) FROM tag"));
    }

    [Fact]
    public async Task GetFacets_TagsOfAllScopes_CountTheirImages()
    {
        var image = await folder.AddImageAsync(project, patient: "P1");
        await folder.AddImageAsync(project, patient: "P1");
        await folder.AddImageAsync(project);
        var patient = (await folder.Patients.ListAsync(project))[0].Id;
        await folder.Tags.ImportAsync(
            project,
            [new(TagScope.Patient, patient, 3), new(TagScope.Image, image, 3), new(TagScope.Image, image, 1), new(TagScope.Image, image, 2, IsPresent: false)],
            ImageState.Accepted);

        var facets = await folder.Browser.GetFacetsAsync(new ImageFilter { ProjectId = project });
        var filtered = await folder.Browser.GetPageAsync(new ImageFilter { ProjectId = project, ClassIndexes = [3] }, 0, 10);

        Assert.Equal([(1, 1), (3, 2)], facets.Classes.Select(entry => (entry.Key, entry.Value)).Order());
        Assert.Equal(1, facets.NothingLabelled);
        Assert.Equal(2, filtered.Total);
    }

    async Task<IEnumerable<(int, TagScope)>> TagsAsync(long image) =>
        (await folder.Tags.ListForImageAsync(image)).Select(tag => (tag.ClassIndex, tag.Scope));

    async Task<long> AddSeriesAsync(string uid, long image)
    {
        await folder.ExecuteAsync("INSERT INTO series (project_id, uid) VALUES (@project, @uid)", new { project, uid });
        var series = (await folder.Tags.ListSeriesAsync(project)).Single(item => item.Key == uid).Id;
        await folder.ExecuteAsync("UPDATE image SET series_id = @series WHERE id = @image", new { series, image });
        return series;
    }
}
