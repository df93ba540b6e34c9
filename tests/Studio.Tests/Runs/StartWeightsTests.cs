using System.Text;
using Studio.Contracts.Jobs;
using Studio.Contracts.Recipes;
using Studio.Features.Jobs;
using Studio.Features.Runs;
using Studio.Harness;
using Studio.Storage;
using Studio.Tests.Jobs;

namespace Studio.Tests.Runs;

/// <summary>What a run starts from is found before it starts.</summary>
public sealed class StartWeightsTests : IAsyncLifetime
{
    const string OneTensor = """{"__metadata__":{"by":"a test"},"head.weight":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";

    readonly TemporaryFolder folder = new();
    TestStudio studio = null!;
    Project project = null!;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.StartAsync(folder, TestStudio.NoDispatch);
        project = await LabelledProject.CreateAsync(studio.Services);
    }

    public async ValueTask DisposeAsync()
    {
        await studio.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Start_FromARun_TravelsInTheJob()
    {
        var first = (await StartAsync("")).Run!;
        var weights = await studio.Get<BlobStore>().PutAsync(new byte[] { 1, 2, 3 }, "Weights");
        await studio.Get<RunStore>().SetBestAsync(first.Id, new BestEpoch(7, 0.5, [0.5], weights));

        var started = await StartAsync("run 1");

        var spec = await BuildAsync(started.JobId!.Value);
        Assert.Equal((weights, "run 1, epoch 7"), (spec.StartWeights, spec.StartWeightsName));
        Assert.Null((await BuildAsync(await studio.Get<RunService>().EvaluateAsync(first.Id, new EvaluationWish(Contracts.Projects.Split.Validation)))).StartWeights);
    }

    [Fact]
    public async Task Start_FromARunOfAnotherProject_NamesIt()
    {
        var first = (await StartAsync("")).Run!;
        await studio.Get<RunStore>().SetBestAsync(first.Id, new BestEpoch(7, 0.5, [0.5], await studio.Get<BlobStore>().PutAsync(new byte[] { 1 }, "Weights")));
        project = await LabelledProject.CreateAsync(studio.Services, name: "Other");

        var started = await StartAsync("run scripted/1");

        Assert.Equal("run 1 of Scripted, epoch 7", started.Run!.StartWeightsName);
    }

    [Fact]
    public async Task Start_FromAFile_KeepsItsBytes()
    {
        var path = await WriteAsync("r18.safetensors", OneTensor, tensorBytes: 8);

        var run = (await StartAsync(path)).Run!;

        Assert.Equal("r18.safetensors", run.StartWeightsName);
        Assert.Equal(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken), await studio.Get<BlobStore>().ReadAllBytesAsync(run.StartWeights!.Sha256));
    }

    [Theory]
    [InlineData("run 3", "The project scripted has no run 3. None of its runs has weights yet.")]
    [InlineData("run nowhere/3", "There is no project \"nowhere\".")]
    [InlineData("/nowhere/r18.safetensors", "There is no file /nowhere/r18.safetensors.")]
    public async Task Start_FromNothing_IsRefusedWithoutARun(string from, string expected)
    {
        var started = await StartAsync(from);

        Assert.Null(started.Run);
        Assert.Contains(expected, started.Problems.Single(problem => problem.Blocks).Message, StringComparison.Ordinal);
        Assert.Empty(await studio.Get<RunStore>().ListAsync(project.Id));
        Assert.Empty(await studio.Get<DatasetVersionStore>().ListAsync(project.Id));
    }

    [Theory]
    [InlineData("PK", 0, "is too short")]
    [InlineData(OneTensor, 7, "is cut off: head.weight")]
    [InlineData("""{"head.weight":{"dtype":"F32"}}""", 8, "does not say where head.weight is")]
    [InlineData("""{"__metadata__":{}}""", 8, "holds no tensor")]
    [InlineData("not json at all", 8, "its header is not JSON")]
    public async Task Start_FromAnotherFile_SaysWhatIsWrong(string header, int tensorBytes, string expected)
    {
        var path = header == "PK" ? folder["a.pth"] : await WriteAsync("a.pth", header, tensorBytes);
        if (header == "PK")
            await File.WriteAllTextAsync(path, header, TestContext.Current.CancellationToken);

        var started = await StartAsync(path);

        Assert.Contains(expected, started.Problems.Single(problem => problem.Blocks).Message, StringComparison.Ordinal);
    }

    async Task<string> WriteAsync(string name, string header, int tensorBytes)
    {
        var json = Encoding.UTF8.GetBytes(header);
        await File.WriteAllBytesAsync(folder[name], [.. BitConverter.GetBytes((ulong)json.Length), .. json, .. new byte[tensorBytes]]);
        return folder[name];
    }

    Task<StartedRun> StartAsync(string from)
    {
        var recipe = LabelledProject.Recipe("epochs=1") with { Transfer = new TransferRecipe { From = from } };
        return studio.Get<RunService>().StartAsync(new StartRun(project.Id, recipe, "text", null, "cpu", 7, null));
    }

    async Task<JobSpec> BuildAsync(Guid jobId) =>
        await studio.Get<JobSpecBuilder>().BuildAsync((await studio.Get<JobStore>().FindAsync(jobId))!, CancellationToken.None);
}
