using Studio.Contracts.Import;
using Studio.Contracts.Projects;
using Studio.Features.Import;
using Studio.Harness;
using Studio.Imaging.Dicom.DeIdentification;
using Studio.Storage;

namespace Studio.Tests.Import;

/// <summary>Whole imports: real files, real import processes, a real data folder.</summary>
public sealed class ImportRunnerTests : IAsyncLifetime
{
    ImportBench bench = null!;

    public async ValueTask InitializeAsync() => bench = await ImportBench.CreateAsync();

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task Import_EveryFormat_StoresPixelsFactsAndPreview()
    {
        bench.Write("grey8.png", Pictures.Png(5, 7, 1));
        bench.Write("grey16.png", Pictures.Png(5, 7, 2, bytesPerSample: 2));
        bench.Write("colour.png", Pictures.Png(5, 7, 3, samplesPerPixel: 3));
        bench.Write("plain.pgm", Pictures.Pgm(5, 7, 4));
        bench.Write("strip.tif", Pictures.Tiff(5, 7, 5));
        bench.Write("1.2.840.113", Pictures.Dicom(5, 7, 6, "P7"));

        var report = await bench.ImportAsync();

        Assert.Equal((6, 0, 0), (report.Imported, report.Skipped, report.Rejected.Count));
        Assert.True((await bench.Blobs.VerifyAsync()).IsSound);
        var grey = await bench.ImageAsync("grey16");
        Assert.Equal(("PNG", 5, 7, 1, 2, 16), (grey.Format, grey.Rows, grey.Columns, grey.SamplesPerPixel, grey.BytesPerSample, grey.BitsStored));
        Assert.Equal(5 * 7 * 2, (await bench.Blobs.ReadAllBytesAsync(grey.PixelSha256)).Length);
        Assert.Equal(3, (await bench.ImageAsync("colour")).SamplesPerPixel);
        var dicom = await bench.ImageAsync("1.2.840.113");
        Assert.Equal(("DICOM", "CT", 0.5, 0.25, -1024.0), (dicom.Format, dicom.Modality, dicom.SpacingRowMm, dicom.SpacingColumnMm, dicom.RescaleIntercept));
        Assert.Equal(await PseudonymAsync("P7"), dicom.PatientKey);
        Assert.Equal(new WindowPreset("Lung", -600, 1500), Assert.Single(dicom.Windows));
    }

    [Fact]
    public async Task Import_ProjectThatKeepsIdentities_KeepsThePatientsId()
    {
        await bench.Get<ProjectStore>().SetPrivacyAsync(bench.Project.Id, new ProjectPrivacy(Deidentifies: false, KeepsOriginals: false));
        bench.Write("a.dcm", Pictures.Dicom(5, 7, 6, "P7"));

        await bench.ImportAsync();

        var dicom = await bench.ImageAsync("a");
        Assert.Equal(("P7", "2.25.26"), (dicom.PatientKey, dicom.SeriesUid));
    }

    [Fact]
    public async Task Import_RealJpeg_IsRead()
    {
        var jpeg = Path.Combine(Repository.SharedData, "bccd");
        Assert.SkipUnless(Directory.Exists(jpeg), "The data folder ../shared/data/bccd is not here.");
        var file = Directory.EnumerateFiles(jpeg, "*.jpg", SearchOption.AllDirectories).Order().First();
        var whole = await File.ReadAllBytesAsync(file);
        bench.Write("whole.jpg", whole);
        bench.Write("cut.jpg", whole[..(whole.Length / 2)]);

        var report = await bench.ImportAsync();

        Assert.Equal(1, report.Imported);
        Assert.Equal("cut.jpg", Assert.Single(report.Rejected).Path);
        Assert.Equal((480, 640, 3), Layout(await bench.ImageAsync("whole")));
    }

    [Fact]
    public async Task Import_DamagedFiles_AreRejectedByNameAndTheRestGoesOn()
    {
        var good = Pictures.Png(40, 40, 1);
        bench.Write("good.png", good);
        bench.Write("cut.png", good[..(good.Length / 2)]);
        bench.Write("flipped.png", Flip(good, good.Length / 2));
        bench.Write("noise.dcm", [.. Enumerable.Range(0, 3000).Select(value => (byte)(value * 37))]);
        bench.Write("empty.png", []);
        bench.Write("cut.tif", Pictures.Tiff(20, 20, 2)[..200]);

        var report = await bench.ImportAsync();

        Assert.Equal(1, report.Imported);
        Assert.Equal(["cut.png", "cut.tif", "empty.png", "flipped.png", "noise.dcm"], report.Rejected.Select(item => item.Path).Order());
        Assert.All(report.Rejected, item => Assert.True(item.Reason.Length > 10, item.Reason));
        Assert.Equal(ImportBatchState.Done, (await bench.Batches.ListAsync(bench.Project.Id))[0].State);
    }

    [Fact]
    public async Task Import_Again_SkipsByContentAndNotByName()
    {
        bench.Write("a.png", Pictures.Png(4, 4, 1));
        bench.Write("b.png", Pictures.Png(4, 4, 2));
        await bench.ImportAsync();
        File.Move(Path.Combine(bench.Source, "a.png"), Path.Combine(bench.Source, "renamed.png"));
        bench.Write("b.png", Pictures.Png(4, 4, 3));

        var report = await bench.ImportAsync();

        Assert.Equal((1, 1), (report.Imported, report.Skipped));
        Assert.Equal("Already in the project.", (await bench.LastItemAsync("renamed.png")).Reason);
        Assert.Equal(3, (await bench.Images.ListAsync(bench.Project.Id)).Count);
    }

    [Fact]
    public async Task Import_SameContentTwiceInOneImport_KeepsOneAndNamesIt()
    {
        bench.Write("a.png", Pictures.Png(4, 4, 1));
        bench.Write("b.png", Pictures.Png(4, 4, 1));

        var report = await bench.ImportAsync();

        Assert.Equal((1, 1), (report.Imported, report.Skipped));
        var skipped = Assert.Single(await bench.LastItemsAsync(), item => item.Fate == ImportFate.Skipped);
        Assert.StartsWith("The same picture as ", skipped.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Import_NothingToRead_FailsWithAClearMessage(bool hasJunk)
    {
        if (hasJunk)
            bench.Write("notes.txt", [1]);

        var report = await bench.ImportAsync();

        Assert.Contains(hasJunk ? "There is no picture among the 1 files." : "There is no file", report.Problem, StringComparison.Ordinal);
        Assert.Equal(ImportBatchState.Failed, (await bench.Batches.ListAsync(bench.Project.Id))[0].State);
    }

    [Fact]
    public async Task Import_PatientsBySplitAndPattern_AreStored()
    {
        bench.Write("P1_a.png", Pictures.Png(4, 4, 1));
        bench.Write("P1_b.png", Pictures.Png(4, 4, 2));
        bench.Write("other.png", Pictures.Png(4, 4, 3));

        await bench.ImportAsync(bench.Request() with { Patients = @"regex:(?<patient>P\d)_", FixedSplit = Split.Test });

        Assert.Equal(["P1", "P1", null], (await bench.Images.ListAsync(bench.Project.Id)).OrderBy(image => image.Name.Length).ThenBy(image => image.Name).Select(image => image.PatientKey).OrderByDescending(key => key));
        Assert.All(await bench.Images.ListAsync(bench.Project.Id), image => Assert.Equal(Split.Test, image.FixedSplit));
    }

    [Fact]
    public async Task Import_ZipWithNestedFoldersAndMasks_BecomesLabelledImages()
    {
        bench.Write("set.zip", Pictures.Zip(("images/7.png", Pictures.Png(4, 4, 1)), ("masks/7.png", Pictures.Mask(4, 4, 0, 1))));

        var report = await bench.ImportAsync();

        Assert.Equal((1, 1), (report.Imported, report.MasksImported));
        Assert.Equal([0, 1, 0, 1], (await bench.LabelAsync("7"))[..4]);
        Assert.Equal(ImageState.Accepted, (await bench.ImageAsync("7")).State);
    }

    [Fact]
    public async Task Import_CancelledInTheMiddle_KeepsWhatIsFinished()
    {
        for (var number = 0; number < 200; number++)
            bench.Write($"{number:D3}.png", Pictures.Png(64, 64, number));
        using var tracker = new ImportTracker();
        tracker.Changed += () =>
        {
            if (tracker.Progress is { Stage: ImportStage.Reading, Done: >= 5 })
                tracker.Cancel();
        };

        var report = await bench.ImportAsync(bench.Request(), tracker);

        var stored = await bench.Images.ListAsync(bench.Project.Id);
        Assert.Equal(stored.Count, report.Imported);
        Assert.InRange(stored.Count, 5, 100);
        Assert.Contains("cancelled", report.Problem, StringComparison.Ordinal);
        Assert.Equal(ImportBatchState.Cancelled, (await bench.Batches.ListAsync(bench.Project.Id))[0].State);
        Assert.True((await bench.Blobs.VerifyAsync()).IsSound);
        Assert.Equal(200 - stored.Count, (await bench.ImportAsync()).Imported);
    }

    async Task<string> PseudonymAsync(string patientId) =>
        new DeIdentifier(await bench.Get<ProjectStore>().GetPseudonymKeyAsync(bench.Project.Id)).PseudonymOf(patientId);

    static (int Rows, int Columns, int Samples) Layout(ImageRecord image) => (image.Rows, image.Columns, image.SamplesPerPixel);

    static byte[] Flip(byte[] content, int at)
    {
        var copy = content.ToArray();
        copy[at] ^= 0xFF;
        return copy;
    }
}
