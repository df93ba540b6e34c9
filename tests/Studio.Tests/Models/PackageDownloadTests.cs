using System.IO.Compression;
using System.Net;
using System.Text;
using Studio.Contracts.Jobs;
using Studio.Harness;
using Studio.Storage;
using Studio.Tests.Jobs;

namespace Studio.Tests.Models;

public sealed class PackageDownloadTests
{
    [Fact]
    public async Task Package_TwoFiles_ArrivesAsAZipOfOneFolder()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.NoDispatch);
        var model = await AddModelAsync(studio);
        using var http = SignedIn(studio);

        var bytes = await http.GetByteArrayAsync($"/api/models/{model.Id}/package.zip");

        using var zip = new ZipArchive(new MemoryStream(bytes));
        Assert.Equal(["scripted-model-1/model-card.md", "scripted-model-1/recipe.yaml"], zip.Entries.Select(entry => entry.FullName).Order());
        using var reader = new StreamReader(zip.GetEntry("scripted-model-1/recipe.yaml")!.Open());
        Assert.Equal("name: Quick", await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task File_ByName_ArrivesAndOthersAreNotFound()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.NoDispatch);
        var model = await AddModelAsync(studio);
        using var http = SignedIn(studio);

        Assert.Equal("# Card", await http.GetStringAsync($"/api/models/{model.Id}/files/model-card.md"));
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync($"/api/models/{model.Id}/files/..%2Fstudio.db")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/api/models/999/package.zip")).StatusCode);
    }

    [Fact]
    public async Task Package_NotSignedIn_IsRefused()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.NoDispatch);
        var model = await AddModelAsync(studio);
        using var http = new HttpClient { BaseAddress = new Uri(studio.Address) };

        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync($"/api/models/{model.Id}/package.zip")).StatusCode);
    }

    static HttpClient SignedIn(TestStudio studio)
    {
        var http = new HttpClient { BaseAddress = new Uri(studio.Address) };
        http.DefaultRequestHeaders.Add("Cookie", studio.SignInCookie());
        return http;
    }

    static async Task<Model> AddModelAsync(TestStudio studio)
    {
        var (run, jobId) = await studio.StartRunAsync("");
        PackageFile[] files = [await StoreAsync(studio, "recipe.yaml", "name: Quick"), await StoreAsync(studio, "model-card.md", "# Card")];
        return await studio.Get<ModelStore>().CreateAsync(run.ProjectId, run.Id, jobId, new PackageWritten(files, 1e-6, 3));
    }

    static async Task<PackageFile> StoreAsync(TestStudio studio, string name, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return new PackageFile(name, bytes.Length, await studio.Get<BlobStore>().PutAsync(new MemoryStream(bytes), name));
    }
}
