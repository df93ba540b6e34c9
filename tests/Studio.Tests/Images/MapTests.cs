using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Studio.Contracts.Projects;
using Studio.Features.Images.Map;
using Studio.Harness;
using Studio.Storage;
using Studio.Tests.Jobs;
using Studio.Tests.Label;

namespace Studio.Tests.Images;

/// <summary>Making the map of a project in the background, and its points over HTTP.</summary>
public sealed class MapTests
{
    [Fact]
    public async Task Start_ProjectWithoutMap_PlacesEveryImageAndStoresDescriptors()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.NoDispatch);
        var project = await LabelledProject.CreateAsync(studio.Services, images: 9);

        var work = studio.Get<MapMaking>().Start(project.Id, anew: true);
        var outcome = await work.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((9, false, null), (outcome.Placed, outcome.IsCancelled, outcome.Problem));
        Assert.Empty(outcome.Unreadable);
        Assert.Equal(1, work.Progress.Share, 6);
        Assert.Same(work, studio.Get<MapMaking>().Find(project.Id));
        Assert.Equal(9, (await studio.Get<PlaceStore>().ListAsync(project.Id)).Count);
        PictureSource[] pictures = [.. (await studio.Get<ImageStore>().ListAsync(project.Id)).Select(PictureSource.Of)];
        Assert.Equal(9, (await studio.Get<DescriptorStore>().ListAsync(pictures)).Count);
    }

    [Fact]
    public async Task Start_NotAnew_AddsWhatIsMissingAndMovesNothing()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.NoDispatch);
        var project = await LabelledProject.CreateAsync(studio.Services, images: 6);
        var places = studio.Get<PlaceStore>();
        await MakeAsync(studio, project, anew: true);
        var before = await places.ListAsync(project.Id);
        await places.ReplaceAsync(project.Id, [.. before.Skip(1).Select(entry => (entry.Key, entry.Value))]);

        var outcome = await MakeAsync(studio, project, anew: false);

        var after = await places.ListAsync(project.Id);
        Assert.Equal((1, 6), (outcome.Placed, after.Count));
        Assert.All(before.Skip(1), entry => Assert.Equal(entry.Value, after[entry.Key]));
    }

    [Fact]
    public async Task Start_DamagedPixels_NamesTheImageAndPlacesTheOthers()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.NoDispatch);
        var project = await LabelledProject.CreateAsync(studio.Services, images: 6);
        PictureSource[] pictures = [.. (await studio.Get<ImageStore>().ListAsync(project.Id)).Select(PictureSource.Of)];
        var (missing, cut) = (pictures[1], pictures[3]);
        File.Delete(studio.Get<BlobStore>().GetPath(missing.PixelSha256));
        File.SetAttributes(studio.Get<BlobStore>().GetPath(cut.PixelSha256), FileAttributes.Normal);
        await File.WriteAllBytesAsync(studio.Get<BlobStore>().GetPath(cut.PixelSha256), new byte[3]);

        var outcome = await MakeAsync(studio, project, anew: true);

        Assert.Equal([missing.Name, cut.Name], outcome.Unreadable);
        Assert.Equal(4, outcome.Placed);
        Assert.Equal(2, (await studio.Get<PlaceStore>().GetExtentAsync(project.Id)).Missing);
    }

    [Fact]
    public async Task Cancel_WhileItIsMade_LeavesTheMapThereWas()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.NoDispatch);
        var project = await LabelledProject.CreateAsync(studio.Services, images: 6);
        await MakeAsync(studio, project, anew: true);
        var before = await studio.Get<PlaceStore>().ListAsync(project.Id);
        var work = studio.Get<MapMaking>().Start(project.Id, anew: true);

        work.Cancel();

        Assert.True((await work.WaitAsync(TestContext.Current.CancellationToken)).IsCancelled);
        Assert.Equal(before, await studio.Get<PlaceStore>().ListAsync(project.Id));
    }

    [Fact]
    public async Task Map_OverHttp_IsTheFilteredPointsAsColumns()
    {
        await using var studio = await LabelStudio.StartAsync();
        var (http, _) = await studio.SignInAsync("Ann", UserRole.Annotator);
        await studio.Studio.Get<PlaceStore>().ReplaceAsync(studio.Project.Id, [(studio.Image, new(0.25f, 0.75f))]);

        var bytes = await http.GetByteArrayAsync($"/api/projects/{studio.Project.Slug}/map?state=accepted&class=1");
        var none = await http.GetByteArrayAsync($"/api/projects/{studio.Project.Slug}/map?state=in-progress");
        var pictures = await http.GetFromJsonAsync<JsonElement>($"/api/projects/{studio.Project.Slug}/map/pictures?ids={studio.Image},99,x");

        var start = Array.IndexOf(bytes, (byte)'\n') + 1;
        var head = JsonSerializer.Deserialize<JsonElement>(Encoding.UTF8.GetString(bytes, 0, start));
        Assert.Equal(0, start % 8);
        Assert.Equal(1, head.GetProperty("count").GetInt32());
        Assert.Equal("[[1]]", head.GetProperty("sets").GetRawText());
        Assert.Equal(start + 8 + 4 + 4 + 2 + 1 + 1, bytes.Length);
        Assert.Equal(studio.Image, BitConverter.ToDouble(bytes, start));
        Assert.Equal((0.25f, 0.75f), (BitConverter.ToSingle(bytes, start + 8), BitConverter.ToSingle(bytes, start + 12)));
        Assert.Equal("accepted", head.GetProperty("states")[bytes[start + 18]].GetString());
        Assert.Equal("unassigned", head.GetProperty("parts")[bytes[start + 19]].GetString());
        Assert.Equal(0, JsonSerializer.Deserialize<JsonElement>(Encoding.UTF8.GetString(none)).GetProperty("count").GetInt32());
        Assert.Equal("0000.pgm", Assert.Single(pictures.EnumerateArray()).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Map_OfAMissingProjectOrWithoutSignIn_IsRefused()
    {
        await using var studio = await LabelStudio.StartAsync();
        var (http, _) = await studio.SignInAsync("Ann", UserRole.Annotator);
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = http.BaseAddress };

        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/api/projects/nowhere/map")).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await stranger.GetAsync($"/api/projects/{studio.Project.Slug}/map")).StatusCode);
    }

    [Fact]
    public void Write_PointsOfManySets_NumbersEachOnce()
    {
        MapPoint[] points = [.. Enumerable.Range(0, 7).Select(n => new MapPoint(n, new(0, 0), ImageState.Accepted, Split.Test, [.. Enumerable.Range(1, n % 3)]))];

        var bytes = MapContent.Write(points);

        var start = Array.IndexOf(bytes, (byte)'\n') + 1;
        Assert.Equal("[[],[1],[1,2]]", JsonSerializer.Deserialize<JsonElement>(Encoding.UTF8.GetString(bytes, 0, start)).GetProperty("sets").GetRawText());
        Assert.Equal([0, 1, 2, 0, 1, 2, 0], Enumerable.Range(0, 7).Select(n => (int)BitConverter.ToUInt16(bytes, start + (7 * 16) + (2 * n))));
    }

    static async Task<MapOutcome> MakeAsync(TestStudio studio, Project project, bool anew) =>
        await studio.Get<MapMaking>().Start(project.Id, anew).WaitAsync(TestContext.Current.CancellationToken);
}
