using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Studio.Contracts;
using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Features.Jobs;
using Studio.Harness;
using Studio.Storage;

namespace Studio.Tests.Jobs;

public sealed class WorkerBlobTests
{
    const int MaximumBytes = 4096;

    static readonly JobOptions SmallBlobs = new() { Dispatches = false, MaximumBlobBytes = MaximumBytes };

    [Fact]
    public async Task Put_ThenGet_GivesSameBytes()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, SmallBlobs);
        using var http = await ConnectAsync(studio);
        var content = Enumerable.Range(0, MaximumBytes).Select(value => (byte)value).ToArray();
        var route = Route(Sha256Text.Of(content));

        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(route)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await http.PutAsync(route, new ByteArrayContent(content))).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await http.PutAsync(route, new ByteArrayContent(content))).StatusCode);

        Assert.Equal(content, await http.GetByteArrayAsync(route));
    }

    [Fact]
    public async Task Put_WithOtherContentThanItsAddress_StoresNothing()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, SmallBlobs);
        using var http = await ConnectAsync(studio);
        byte[] content = [1, 2, 3];
        byte[] damaged = [1, 2, 4];

        var response = await http.PutAsync(Route(Sha256Text.Of(content)), new ByteArrayContent(damaged));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("arrived damaged", await TitleAsync(response), StringComparison.Ordinal);
        Assert.False(await studio.Get<BlobStore>().ExistsAsync(Sha256Text.Of(content)));
        Assert.False(await studio.Get<BlobStore>().ExistsAsync(Sha256Text.Of(damaged)));
    }

    [Fact]
    public async Task Put_TooLong_IsRefused()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, SmallBlobs);
        using var http = await ConnectAsync(studio);
        var content = new byte[MaximumBytes + 1];

        var response = await http.PutAsync(Route(Sha256Text.Of(content)), new ByteArrayContent(content));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.False(await studio.Get<BlobStore>().ExistsAsync(Sha256Text.Of(content)));
    }

    [Theory]
    [InlineData("..%2F..%2Fstudio.db")]
    [InlineData("ABC")]
    public async Task Put_ToNoAddress_IsRefused(string address)
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, SmallBlobs);
        using var http = await ConnectAsync(studio);

        Assert.Equal(HttpStatusCode.BadRequest, (await http.PutAsync(Route(address), new ByteArrayContent([1]))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(Route(address))).StatusCode);
    }

    [Fact]
    public async Task GetJob_OfTraining_HoldsRunAndFrozenSamples()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, SmallBlobs);
        var (run, jobId) = await studio.StartRunAsync("say something");
        using var http = studio.HttpWithToken((await studio.ClaimAsync()).Token);

        var spec = (await http.GetFromJsonAsync<JobSpec>(WorkerProtocol.JobRoute, ContractJson.Options))!;

        Assert.Equal((jobId, JobKind.Train, run.Id, "cpu"), (spec.JobId, spec.Kind, spec.RunId, spec.Device));
        Assert.Equal(("say something", 7), (spec.Recipe.Summary, spec.Recipe.Training.Seed));
        Assert.Equal(LabelledProject.ClassName, Assert.Single(spec.Classes).Name);
        Assert.Equal(8, spec.Samples.Count);
        Assert.All(Enum.GetValues<Split>().Skip(1), split => Assert.Contains(spec.Samples, sample => sample.Split == split));
        Assert.Equal(folder[Path.Combine("data", "work", jobId.ToString("D"))], spec.WorkFolder);
        var pixels = await http.GetByteArrayAsync(Route(spec.Samples[3].Pixels.Sha256));
        Assert.Equal(Enumerable.Repeat((byte)3, 64), pixels);
    }

    static string Route(string sha256) => $"{WorkerProtocol.BlobRoute}/{sha256}";

    static async Task<HttpClient> ConnectAsync(TestStudio studio)
    {
        await studio.StartRunAsync("");
        return studio.HttpWithToken((await studio.ClaimAsync()).Token);
    }

    static async Task<string> TitleAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("title").GetString()!;
}
