using Studio.Contracts.Import;
using Studio.Features.Import;
using Studio.Features.Import.Masks;
using Studio.Storage;

namespace Studio.Tests.Import;

/// <summary>Masks from file to label.</summary>
public sealed class ImportMaskTests : IAsyncLifetime
{
    ImportBench bench = null!;

    public async ValueTask InitializeAsync() => bench = await ImportBench.CreateAsync();

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task Import_MaskOfAnotherSize_IsRejectedAndThePictureStays()
    {
        bench.Write("images/7.png", Pictures.Png(4, 4, 1));
        bench.Write("masks/7.png", Pictures.Mask(5, 4, 0, 1));

        var report = await bench.ImportAsync();

        Assert.Equal((1, 0), (report.Imported, report.MasksImported));
        Assert.Equal("7 has another size than its mask (4×4, mask 4×5). It was not imported. Export the mask again.", Assert.Single(report.Rejected).Reason);
        Assert.Equal(ImageState.NotStarted, (await bench.ImageAsync("7")).State);
    }

    [Fact]
    public async Task Import_OddValues_WaitForAPersonAndStoreNothing()
    {
        bench.Write("images/7.png", Pictures.Png(4, 4, 1));
        bench.Write("masks/7.png", Pictures.Mask(4, 4, 0, 64, 64, 255));

        var report = await bench.ImportAsync();

        Assert.Equal((1, 0), (report.Imported, report.MasksImported));
        Assert.Equal([(0, 4L), (64, 8L), (255, 4L)], report.MaskValues.Select(item => (item.Value, item.Pixels)));
        Assert.Empty(await bench.Classes.ListAsync(bench.Project.Id));
        Assert.Null(await bench.Annotations.FindAsync((await bench.ImageAsync("7")).Id, authorId: null));
        Assert.Equal(ImportBatchState.WaitingForClasses, (await LastBatchAsync()).State);
    }

    [Fact]
    public async Task AcceptMasks_AfterWaiting_StoresTheLabelsAsSaid()
    {
        bench.Write("images/7.png", Pictures.Png(4, 4, 1));
        bench.Write("masks/7.png", Pictures.Mask(4, 4, 0, 64, 64, 255));
        await bench.ImportAsync();
        File.Delete(Path.Combine(bench.Source, "masks/7.png"));
        var plan = MaskValuePlan.Of(new Dictionary<int, string> { [0] = "", [64] = "Vessel", [255] = "" });

        var report = await bench.Runner.AcceptMasksAsync(await LastBatchAsync(), bench.Request(), plan, new ImportTracker(), CancellationToken.None);

        Assert.Equal((1, 1), (report.Imported, report.MasksImported));
        Assert.Equal([0, 1, 1, 0], (await bench.LabelAsync("7"))[..4]);
        Assert.Equal("Vessel", Assert.Single(await bench.Classes.ListAsync(bench.Project.Id)).Name);
        Assert.Equal(ImportBatchState.Done, (await LastBatchAsync()).State);
        Assert.Empty(Directory.GetDirectories(ImportFolder.RootOf(bench.Data)));
    }

    [Fact]
    public async Task Import_ValueWithoutClass_AsksAndNamesTheValue()
    {
        await bench.Classes.AddAsync(bench.Project.Id, "Nerve");
        bench.Write("images/7.png", Pictures.Png(4, 4, 1));
        bench.Write("masks/7.png", Pictures.Mask(4, 4, 0, 1, 2));

        var report = await bench.ImportAsync(MaskConsent.AcceptProposal);

        Assert.Equal(0, report.MasksImported);
        Assert.Null(report.MaskValues.Single(item => item.Value == 2).ProposedName);
    }

    [Fact]
    public async Task Import_UnmatchedMasksAndUnlabelledPictures_AreListed()
    {
        bench.Write("images/7.png", Pictures.Png(4, 4, 1));
        bench.Write("images/8.png", Pictures.Png(4, 4, 2));
        bench.Write("masks/7.png", Pictures.Mask(4, 4, 0, 1));
        bench.Write("masks/9.png", Pictures.Mask(4, 4, 0, 1));

        var report = await bench.ImportAsync();

        Assert.Equal(["masks/9.png"], report.UnmatchedMasks);
        Assert.Equal(["images/8.png"], report.ImagesWithoutMask);
        Assert.Equal("No picture has this name.", (await bench.LastItemAsync("masks/9.png")).Reason);
    }

    [Fact]
    public async Task Import_MasksLater_FindsThePicturesOfAnEarlierImport()
    {
        bench.Write("images/7.png", Pictures.Png(4, 4, 1));
        await bench.ImportAsync();
        Directory.Delete(bench.Source, recursive: true);
        bench.Write("masks/7.png", Pictures.Mask(4, 4, 1));

        var report = await bench.ImportAsync();

        Assert.Equal((0, 1), (report.Imported, report.MasksImported));
        Assert.All(await bench.LabelAsync("7"), value => Assert.Equal(1, value));
    }

    [Fact]
    public async Task Import_MasksFromAFolderOfTheirOwn_AreMatchedByName()
    {
        bench.Write("pictures/7.png", Pictures.Png(4, 4, 1));
        bench.Write("truth/7.png", Pictures.Mask(4, 4, 0, 1));
        var request = bench.Request() with { Source = Path.Combine(bench.Source, "pictures"), MaskSource = Path.Combine(bench.Source, "truth") };

        var report = await bench.ImportAsync(request);

        Assert.Equal((1, 1), (report.Imported, report.MasksImported));
    }

    [Fact]
    public async Task Import_EmptyMask_IsALabelThatSaysNothingIsThere()
    {
        bench.Write("images/7.png", Pictures.Png(4, 4, 1));
        bench.Write("images/8.png", Pictures.Png(4, 4, 2));
        bench.Write("masks/7.png", Pictures.Mask(4, 4, 0));
        bench.Write("masks/8.png", Pictures.Mask(4, 4, 1));

        await bench.ImportAsync();

        Assert.All(await bench.LabelAsync("7"), value => Assert.Equal(0, value));
        Assert.Equal(ImageState.Accepted, (await bench.ImageAsync("7")).State);
    }

    [Fact]
    public async Task Import_MaskThatIsAPicture_IsRejected()
    {
        bench.Write("images/7.png", Pictures.Png(64, 64, 1));
        bench.Write("masks/7.png", Pictures.Png(64, 64, 2, bytesPerSample: 2));

        var report = await bench.ImportAsync();

        Assert.Contains("picture and no mask", Assert.Single(report.Rejected).Reason, StringComparison.Ordinal);
    }

    async Task<ImportBatch> LastBatchAsync() => (await bench.Batches.ListAsync(bench.Project.Id))[0];
}
