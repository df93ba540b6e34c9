using Studio.Storage;

namespace Studio.Tests.Import;

/// <summary>Masks of volumes from file to the label of every slice.</summary>
public sealed class ImportVolumeMaskTests : IAsyncLifetime
{
    ImportBench bench = null!;

    public async ValueTask InitializeAsync() => bench = await ImportBench.CreateAsync();

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task Import_MaskOfAVolume_LabelsEverySlice()
    {
        bench.Write("images/7.nii.gz", Pictures.Gzip(Pictures.Volume(2, 1, 3, 10, 20, 30, 40, 50, 60)));
        bench.Write("masks/7.nii", Pictures.Volume(2, 1, 3, 0, 1, 0, 0, 2, 2));

        var report = await bench.ImportAsync();

        Assert.Equal((1, 1), (report.Imported, report.MasksImported));
        Assert.Equal([0, 1], await bench.LabelAsync("7 · 1"));
        Assert.Equal([0, 0], await bench.LabelAsync("7 · 2"));
        Assert.Equal([2, 2], await bench.LabelAsync("7 · 3"));
        Assert.All(await bench.Images.ListAsync(bench.Project.Id), image => Assert.Equal(ImageState.Accepted, image.State));
    }

    [Fact]
    public async Task Import_MaskWithFewerSlices_IsRefusedAndThePictureStays()
    {
        bench.Write("images/7.nii", Pictures.Volume(2, 1, 3, 10, 20));
        bench.Write("masks/7.nii", Pictures.Volume(2, 1, 2, 0, 1));

        var report = await bench.ImportAsync();

        Assert.Equal((1, 0), (report.Imported, report.MasksImported));
        Assert.StartsWith("7 has 3 slices, its mask 2.", Assert.Single(report.Rejected).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_MaskOfACase_LabelsTheReferenceChannel()
    {
        bench.Write("patient26_T1W.nii.gz", Pictures.Gzip(Pictures.Volume(2, 1, 2, 10, 20)));
        bench.Write("patient26_FLAIR.nii.gz", Pictures.Gzip(Pictures.Volume(2, 1, 2, 30, 40)));
        bench.Write("patient26_consensus_gt.nii.gz", Pictures.Gzip(Pictures.Volume(2, 1, 2, 0, 1)));

        var report = await bench.ImportAsync();

        Assert.Equal((2, 1), (report.Imported, report.MasksImported));
        Assert.Empty(report.ImagesWithoutMask);
        Assert.Equal([0, 1], await bench.LabelAsync("patient26_FLAIR · 2"));
        Assert.Equal(ImageState.NotStarted, (await bench.ImageAsync("patient26_T1W · 1")).State);
    }

    [Fact]
    public async Task Import_MaskOfACaseLater_FindsTheReferenceOfAnEarlierImport()
    {
        bench.Write("case_T1.nii", Pictures.Volume(2, 1, 2, 10, 20));
        bench.Write("case_T2.nii", Pictures.Volume(2, 1, 2, 30, 40));
        await bench.ImportAsync();
        Directory.Delete(bench.Source, recursive: true);
        bench.Write("labels/case.nii", Pictures.Volume(2, 1, 2, 1, 1));

        var report = await bench.ImportAsync();

        Assert.Equal(1, report.MasksImported);
        Assert.Equal([1, 1], await bench.LabelAsync("case_T2 · 1"));
    }
}
