using Studio.Contracts.Jobs;
using Studio.Features.Jobs;
using Studio.Features.Runs;
using Studio.Features.Versions;
using Studio.Harness;
using Studio.Imaging.Labelmaps;
using Studio.Storage;
using Studio.Tests.Jobs;

namespace Studio.Tests.Versions;

/// <summary>Training on a version that is not the last, and on one whose files are not whole.</summary>
public sealed class VersionRunTests : IAsyncLifetime
{
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

    DatasetVersionStore Versions => studio.Get<DatasetVersionStore>();

    [Fact]
    public async Task Start_OnAnOlderVersion_UsesItsLabelsAndFreezesNothing()
    {
        var first = (await Versions.FreezeAsync(project.Id, null)).Version;
        var image = (await studio.Get<ImageStore>().ListAsync(project.Id))[0];
        await studio.Get<AnnotationStore>().ImportAsync(image.Id, Labelmap.Empty(8, 8), ImageState.Accepted);
        await Versions.FreezeAsync(project.Id, null);

        var started = await StartAsync(1);

        Assert.Equal((first.Id, 1), (started.Run!.VersionId, started.Run.VersionNumber));
        Assert.Equal(2, (await Versions.ListAsync(project.Id)).Count);
        var spec = await studio.Get<JobSpecBuilder>().BuildAsync((await studio.Get<JobStore>().FindAsync(started.JobId!.Value))!, CancellationToken.None);
        Assert.Equal(first.Hash, spec.DatasetVersion);
        Assert.NotNull(spec.Samples.Single(sample => sample.ImageId == image.Id).Labelmap);
    }

    [Fact]
    public async Task Start_OnAVersionWithTooFewImages_IsRefusedByItsOwnData()
    {
        var images = await studio.Get<ImageStore>().ListAsync(project.Id);
        await ExcludeAsync(images.Skip(1));
        await Versions.FreezeAsync(project.Id, null);
        await ExcludeAsync([]);
        await Versions.FreezeAsync(project.Id, null);

        var started = await StartAsync(1);

        Assert.Null(started.Run);
        Assert.Contains(started.Problems, problem => problem.Blocks && problem.Message.Contains("Training needs at least 2", StringComparison.Ordinal));
        Assert.NotNull((await StartAsync(2)).Run);
    }

    [Fact]
    public async Task Start_OnAVersionThatIsNotThere_NamesTheLast()
    {
        await Versions.FreezeAsync(project.Id, null);

        var refusal = await Assert.ThrowsAsync<RunRefusedException>(() => StartAsync(7));

        Assert.Equal("The project scripted has no version 7. The last one is 1.", refusal.Message);
        Assert.Empty(await studio.Get<RunStore>().ListAsync(project.Id));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(null)]
    public async Task Start_WithAFileMissing_NamesTheImage(int? version)
    {
        var frozen = (await Versions.FreezeAsync(project.Id, null)).Version;
        var sample = (await Versions.ListSamplesAsync(frozen.Id))[3];
        File.Delete(studio.Get<BlobStore>().GetPath(sample.Pixels.Sha256));

        var started = await StartAsync(version);

        Assert.Null(started.Run);
        var problem = Assert.Single(started.Problems, problem => problem.Blocks);
        Assert.Contains($"Version 1 cannot be trained on: the pixels of {sample.Name} is missing", problem.Message, StringComparison.Ordinal);
        Assert.Empty(await studio.Get<RunStore>().ListAsync(project.Id));
    }

    [Fact]
    public async Task CheckAsync_SoundThenDamaged_NamesWhatIsDamaged()
    {
        var frozen = (await Versions.FreezeAsync(project.Id, null)).Version;
        var sample = (await Versions.ListSamplesAsync(frozen.Id))[5];
        var told = new List<(int Done, int Total)>();

        var sound = await studio.Get<VersionFiles>().CheckAsync(frozen, (done, total) => told.Add((done, total)));
        // Of the same length, so that only reading it tells.
        await File.WriteAllBytesAsync(studio.Get<BlobStore>().GetPath(sample.Pixels.Sha256), new byte[64].Select(_ => (byte)77).ToArray(), TestContext.Current.CancellationToken);
        var damaged = await studio.Get<VersionFiles>().CheckAsync(frozen);

        // Eight pictures and the one label they share.
        Assert.Equal((true, 9), (sound.IsSound, sound.Files));
        Assert.Equal((9, 9), told[^1]);
        Assert.Equal(("pixels", sample.Name), Assert.Single(damaged.Damaged.Select(use => (use.Kind, use.Name))));
        Assert.True(damaged.IsListIntact);
    }

    Task<StartedRun> StartAsync(int? version) => studio.Get<RunService>().StartAsync(
        new StartRun(project.Id, LabelledProject.Recipe("epochs=1"), "text", null, "cpu", 7, null) { Version = version });

    /// <summary>These are left out, all others take part.</summary>
    async Task ExcludeAsync(IEnumerable<ImageRecord> images)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={studio.Get<DataFolder>().DatabaseFile}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"UPDATE image SET excluded_at = CASE WHEN id IN ({string.Join(',', images.Select(image => image.Id).Append(0))}) THEN '2026-01-01T10:00:00.000Z' END";
        await command.ExecuteNonQueryAsync();
    }
}
