using Studio.Contracts.Import;
using Studio.Features.Import;
using Studio.Storage;

namespace Studio.Tests.Import;

/// <summary>One picture under two names, each with a mask.</summary>
public sealed class ImportSecondLabelTests : IAsyncLifetime
{
    ImportBench bench = null!;

    public async ValueTask InitializeAsync()
    {
        bench = await ImportBench.CreateAsync();
        bench.Write("images/7.png", Pictures.Png(4, 4, 1));
        bench.Write("masks/7.png", Pictures.Mask(4, 4, 0, 1));
    }

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task Import_BothAtOnce_KeepsTheOtherLabelAndSaysSo()
    {
        WriteCopy(1, 0);

        var report = await bench.ImportAsync();

        Assert.Equal((1, 1, 2), (report.Imported, report.Skipped, report.MasksImported));
        Assert.Empty(report.UnmatchedMasks);
        Assert.Empty(report.ImagesWithoutMask);
        await AssertKeptAsync();
    }

    [Fact]
    public async Task Import_CopyLater_KeepsTheOtherLabelAndTheFirstStays()
    {
        await bench.ImportAsync();
        Directory.Delete(bench.Source, recursive: true);
        WriteCopy(1, 0);

        await bench.ImportAsync();

        await AssertKeptAsync();
    }

    [Fact]
    public async Task Import_Repeated_KeepsNothingTwice()
    {
        WriteCopy(1, 0);
        await bench.ImportAsync();
        await bench.ImportAsync();
        await AssertKeptAsync();

        // The same files, given by another folder.
        await bench.ImportAsync(bench.Request() with { Source = Path.Combine(bench.Source, "images"), MaskSource = Path.Combine(bench.Source, "masks") });
        await AssertKeptAsync();
    }

    [Fact]
    public async Task Import_CopyWithTheSameMask_NeedsNoOtherLabel()
    {
        WriteCopy(0, 1);

        var report = await bench.ImportAsync();

        Assert.Equal(1, report.MasksImported);
        Assert.Empty(await ListAsync());
        var item = await bench.LastItemAsync("masks/8.png");
        Assert.Equal((ImportFate.Skipped, "Its picture is the same as 7, and its label too."), (item.Fate, item.Reason));
    }

    [Fact]
    public async Task Import_OnlyTheCopyHasAMask_ItIsTheLabel()
    {
        File.Delete(Path.Combine(bench.Source, "masks/7.png"));
        WriteCopy(1, 0);

        var report = await bench.ImportAsync();

        Assert.Empty(report.ImagesWithoutMask);
        Assert.Empty(await ListAsync());
        Assert.Equal([1, 0], (await bench.LabelAsync("7"))[..2]);
    }

    [Fact]
    public async Task Import_EmptySecondLabel_IsKeptAsOneThatSaysNothingIsThere()
    {
        WriteCopy(0);
        await bench.ImportAsync();
        Assert.Null(Assert.Single(await ListAsync()).LabelmapSha256);
    }

    [Fact]
    public async Task AcceptMasks_AfterWaiting_KeepsTheOtherLabelToo()
    {
        bench.Write("masks/7.png", Pictures.Mask(4, 4, 0, 64));
        WriteCopy(64, 0);
        await bench.ImportAsync();
        var batch = (await bench.Batches.ListAsync(bench.Project.Id))[0];
        var plan = Features.Import.Masks.MaskValuePlan.Of(new Dictionary<int, string> { [0] = "", [64] = "Vessel" });

        await bench.Runner.AcceptMasksAsync(batch, bench.Request(), plan, new ImportTracker(), CancellationToken.None);

        await AssertKeptAsync();
    }

    [Fact]
    public async Task Import_BegunAgainAfterARestart_StillKnowsWhoseTheSecondLabelIs()
    {
        WriteCopy(1, 0);
        var batch = await bench.Batches.CreateAsync(bench.Project.Id, 0, null);
        await bench.Runner.RunAsync(batch, bench.Request(), new ImportTracker(), CancellationToken.None);

        // As after a restart: the same batch with everything that it had finished.
        var again = await bench.Runner.RunAsync(batch, bench.Request(), new ImportTracker(), CancellationToken.None);

        Assert.Equal((1, 1, 2), (again.Imported, again.Skipped, again.MasksImported));
        Assert.Empty(again.UnmatchedMasks);
        await AssertKeptAsync();
    }

    /// <summary>The same picture as 7 under the name 8.</summary>
    void WriteCopy(params byte[] mask)
    {
        bench.Write("images/8.png", Pictures.Png(4, 4, 1));
        bench.Write("masks/8.png", Pictures.Mask(4, 4, mask));
    }

    /// <summary>7 has its own label, and that of 8 lies beside it, once.</summary>
    async Task AssertKeptAsync()
    {
        var image = await bench.ImageAsync("7");
        Assert.Equal([0, 1], (await bench.LabelAsync("7"))[..2]);
        var other = Assert.Single(await ListAsync());
        Assert.Equal((image.Id, "8"), (other.ImageId, other.Name));
        Assert.True(await bench.Blobs.ExistsAsync(other.LabelmapSha256!));
        var item = await bench.LastItemAsync("masks/8.png");
        Assert.Equal(
            (ImportFate.Imported, "Its picture is the same as 7, which is labelled differently. It is kept as another label of 7; the audit compares the two."),
            (item.Fate, item.Reason));
    }

    Task<IReadOnlyList<AlternateLabel>> ListAsync() => bench.Get<AlternateLabelStore>().ListAsync(bench.Project.Id);
}
