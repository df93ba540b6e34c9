using Studio.Contracts.Import;
using Studio.Contracts.Projects;
using Xunit;

namespace Studio.Storage.Tests;

public sealed class ImageTests
{
    [Fact]
    public async Task InsertAsync_Facts_ComeBack()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync();

        var image = await folder.Images.FindAsync(await folder.AddImageAsync(project.Id, "0072", "P1", Split.Test));

        Assert.NotNull(image);
        Assert.Equal(("0072", "P1", Split.Test), (image.Name, image.PatientKey, image.FixedSplit));
        Assert.Equal((4, 5, 1, 1, 8, false), (image.Rows, image.Columns, image.SamplesPerPixel, image.BytesPerSample, image.BitsStored, image.IsSigned));
        Assert.Equal((0.5, 0.25), (image.SpacingRowMm, image.SpacingColumnMm));
        Assert.Equal((0.0, 255.0, 2.0, 250.0), (image.Minimum, image.Maximum, image.Percentile1, image.Percentile99));
        Assert.Equal([new WindowPreset("Soft", 40, 400)], image.Windows);
        Assert.Equal(ImageState.NotStarted, image.State);
        Assert.Null(image.Modality);
        Assert.True(await folder.Blobs.ExistsAsync(image.PixelSha256));
    }

    [Fact]
    public async Task InsertAsync_SameContent_IsSkippedInTheProjectOnly()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync();
        var other = await folder.AddProjectAsync();
        var first = await folder.AddImageAsync(project.Id);
        var record = (await folder.Images.FindAsync(first))!;
        var frame = new DecodedFrame(0, "", record.PixelSha256, 4, "", 0, 1, 0, 1);
        var file = new DecodedImage("PNG", null, null, null, null, null, 4, 5, 1, 1, 8, false, "MONOCHROME2", 1, 0, null, null, [], [frame], []);
        var again = new NewImage(project.Id, null, "again", "again.png", record.ContentSha256, file, frame, record.ThumbnailSha256, null);

        Assert.Null(await folder.Images.InsertAsync(again));
        Assert.NotNull(await folder.Images.InsertAsync(again with { ProjectId = other.Id }));
        Assert.NotNull(await folder.Images.InsertAsync(again with { Frame = frame with { FrameIndex = 1 } }));
        Assert.Equal(first, await folder.Images.FindByContentAsync(project.Id, record.ContentSha256));
        Assert.Null(await folder.Images.FindByContentAsync(project.Id, "unknown"));
    }

    [Fact]
    public async Task InsertAsync_PixelsNotStored_IsRefusedByTheDatabase()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync();
        var record = (await folder.Images.FindAsync(await folder.AddImageAsync(project.Id)))!;

        await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(
            () => folder.ExecuteAsync("UPDATE image SET pixel_sha256 = 'nowhere' WHERE id = @Id", new { record.Id }));
    }

    [Fact]
    public async Task GetPageAsync_Names_SortAsPeopleCount()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync();
        foreach (var name in new[] { "scan 10", "Scan 9", "scan 100", "scan 1_2", "scan 1_10" })
        {
            await folder.AddImageAsync(project.Id, name);
        }

        var page = await folder.Browser.GetPageAsync(new ImageFilter { ProjectId = project.Id }, 0, 10);

        Assert.Equal(["scan 1_2", "scan 1_10", "Scan 9", "scan 10", "scan 100"], page.Items.Select(item => item.Name));
    }

    [Fact]
    public async Task GetPageAsync_Filters_NarrowEachOther()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (project, ids) = await SeedAsync(folder);
        var all = new ImageFilter { ProjectId = project };

        async Task<IEnumerable<int>> Find(ImageFilter filter) =>
            (await folder.Browser.GetPageAsync(filter, 0, 50)).Items.Select(item => Array.IndexOf(ids, item.Id));

        async Task<long?> PatientOf(int index) => (await folder.Images.FindAsync(ids[index]))!.PatientId;

        Assert.Equal([0, 1, 2, 3, 4], await Find(all));
        Assert.Equal([0, 2], await Find(all with { ClassIndexes = [1] }));
        Assert.Equal([0, 1, 2], await Find(all with { ClassIndexes = [1, 2] }));
        Assert.Equal([3, 4], await Find(all with { NothingLabelled = true }));
        Assert.Equal([1, 2, 3, 4], await Find(all with { ClassIndexes = [2], NothingLabelled = true }));
        Assert.Equal([0, 1], await Find(all with { PatientId = await PatientOf(0) }));
        Assert.Equal([3], await Find(all with { Splits = [Split.Test] }));
        Assert.Equal([0, 3], await Find(all with { Splits = [Split.Test, Split.Training] }));
        Assert.Equal([1, 2, 4], await Find(all with { Splits = [Split.Unassigned] }));
        Assert.Equal([1], await Find(all with { States = [ImageState.Accepted] }));
        Assert.Equal([0, 2], await Find(all with { States = [ImageState.InReview], ClassIndexes = [1] }));
        Assert.Equal([2, 3], await Find(all with { Text = " p2 " }));
        Assert.Equal([4], await Find(all with { Text = "IMAGE 5" }));
        Assert.Empty(await Find(all with { Text = "%" }));
        Assert.Empty(await Find(all with { ClassIndexes = [1], PatientId = await PatientOf(4) }));
        Assert.Equal([4, 3, 2, 1, 0], await Find(all with { Sort = ImageSort.Newest }));
        Assert.Equal([3, 4, 0, 2, 1], await Find(all with { Sort = ImageSort.State }));
        Assert.Equal([0, 1, 2, 3, 4], await Find(all with { Sort = ImageSort.Patient }));
    }

    [Fact]
    public async Task GetPageAsync_TextWithUmlaut_IgnoresCase()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync();
        await folder.AddImageAsync(project.Id, "Übung 1");
        await folder.AddImageAsync(project.Id, "Ubung 1");

        var page = await folder.Browser.GetPageAsync(new ImageFilter { ProjectId = project.Id, Text = "ÜBUNG" }, 0, 5);

        Assert.Equal("Übung 1", Assert.Single(page.Items).Name);
    }

    [Fact]
    public async Task GetFacetsAsync_Filter_CountsWithoutItsOwnList()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (project, _) = await SeedAsync(folder);
        var filter = new ImageFilter { ProjectId = project, States = [ImageState.InReview], ClassIndexes = [1] };

        var facets = await folder.Browser.GetFacetsAsync(filter);

        Assert.Equal(2, facets.Total);
        Assert.Equal(new Dictionary<ImageState, int> { [ImageState.InReview] = 2 }, facets.States);
        Assert.Equal(new Dictionary<int, int> { [1] = 2, [2] = 1 }, facets.Classes);
        Assert.Equal(0, facets.NothingLabelled);
        Assert.Equal(new Dictionary<Split, int> { [Split.Training] = 1, [Split.Unassigned] = 1 }, facets.Splits);
    }

    [Fact]
    public async Task GetFacetsAsync_NothingMatches_StillShowsWhatOtherChoicesWouldGive()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (project, _) = await SeedAsync(folder);
        var filter = new ImageFilter
        {
            ProjectId = project,
            States = [ImageState.Accepted],
            ClassIndexes = [1],
            Splits = [Split.Unassigned],
        };

        var facets = await folder.Browser.GetFacetsAsync(filter);
        var untouched = await folder.Browser.GetFacetsAsync(filter with { States = [ImageState.NotStarted] });

        Assert.Equal(0, facets.Total);
        Assert.Equal(new Dictionary<ImageState, int> { [ImageState.InReview] = 1 }, facets.States);
        Assert.Equal(new Dictionary<int, int> { [2] = 1 }, facets.Classes);
        Assert.Empty(facets.Splits);
        Assert.Equal((0, 1), (facets.NothingLabelled, untouched.NothingLabelled));
    }

    [Fact]
    public async Task GetPlaceAsync_Queue_GivesNeighbours()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (project, ids) = await SeedAsync(folder);
        var queue = new ImageFilter { ProjectId = project, ClassIndexes = [1, 2] };

        Assert.Equal(new QueuePlace(null, ids[1], 1, 3), await folder.Browser.GetPlaceAsync(queue, ids[0]));
        Assert.Equal(new QueuePlace(ids[0], ids[2], 2, 3), await folder.Browser.GetPlaceAsync(queue, ids[1]));
        Assert.Equal(new QueuePlace(ids[1], null, 3, 3), await folder.Browser.GetPlaceAsync(queue, ids[2]));
        Assert.Equal(new QueuePlace(null, ids[0], 0, 3), await folder.Browser.GetPlaceAsync(queue, ids[4]));
        var strip = await folder.Browser.GetAroundAsync(queue, ids[1], before: 5, after: 1);
        Assert.Equal([ids[0], ids[1], ids[2]], strip.Items.Select(item => item.Id));
    }

    [Fact]
    public async Task GetPageAsync_Label_ShowsItsOutlines()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (project, ids) = await SeedAsync(folder);

        var items = (await folder.Browser.GetPageAsync(new ImageFilter { ProjectId = project }, 0, 5)).Items;

        Assert.Equal([new ClassOutline(1, "M0 0h1v1h-1z")], items[0].Outlines);
        Assert.Empty(items[4].Outlines);
        Assert.Equal(ids[0], items[0].Id);
    }

    [Fact]
    public async Task SetStateAsync_WithoutLabel_IsNotAccepted()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (_, ids) = await SeedAsync(folder);

        Assert.Equal(1, await folder.Images.SetStateAsync([ids[0], ids[1], ids[4]], ImageState.Accepted));

        Assert.Equal(ImageState.NotStarted, (await folder.Images.FindAsync(ids[4]))!.State);
    }

    // 0: nerve, P1, training · 1: vessel, P1, accepted · 2: both, P2 · 3: nothing, P2, test · 4: nothing, P3
    static async Task<(long ProjectId, long[] Ids)> SeedAsync(TestFolder folder)
    {
        var project = await folder.AddProjectAsync("Nerve", "Vessel");
        long[] ids =
        [
            await folder.AddImageAsync(project.Id, patient: "P1", fixedSplit: Split.Training),
            await folder.AddImageAsync(project.Id, patient: "P1"),
            await folder.AddImageAsync(project.Id, patient: "P2"),
            await folder.AddImageAsync(project.Id, patient: "P2", fixedSplit: Split.Test),
            await folder.AddImageAsync(project.Id, patient: "P3"),
        ];
        await folder.ImportLabelAsync(ids[0], 1);
        await folder.ImportLabelAsync(ids[1], 2);
        await folder.ImportLabelAsync(ids[2], 1, 2);
        await folder.Images.SetStateAsync([ids[1]], ImageState.Accepted);
        return (project.Id, ids);
    }
}
