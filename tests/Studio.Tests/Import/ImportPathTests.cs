using System.Text;
using System.Text.Json;
using Studio.Contracts.Import;
using Studio.Features.Import;
using Studio.Imaging;
using Studio.Imaging.Dicom;
using Studio.Storage;

namespace Studio.Tests.Import;

/// <summary>Files and folders that a hospital named after its patients.</summary>
public sealed class ImportPathTests : IAsyncLifetime
{
    ImportBench bench = null!;

    public async ValueTask InitializeAsync() => bench = await ImportBench.CreateAsync();

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task Import_FilesNamedAfterThePatient_LeaveNoNameInTheDataFolder()
    {
        var file = Named(1);
        bench.Write("SMITHERS_JOHANNA/MRN-47115208996/IM0001.dcm", file);
        bench.Write("copies/smithers johanna.dcm", file);
        bench.Write("Smithers-2.dcm", Named(2));
        bench.Write("masks/IM0001.png", Pictures.Mask(4, 4, 0, 1));

        var first = await bench.ImportAsync();
        var again = await bench.ImportAsync();

        Assert.Equal((2, 1, 1), (first.Imported, first.Skipped, first.MasksImported));
        Assert.Equal((0, 3), (again.Imported, again.Skipped));
        var images = await bench.Images.ListAsync(bench.Project.Id);
        Assert.All(images, image => Assert.Contains(image.PatientKey!, image.SourcePath, StringComparison.Ordinal));
        var kept = JsonSerializer.Serialize(new[] { first, again }) + string.Concat(
            Directory.EnumerateFiles(bench.Data.Root, "*", SearchOption.AllDirectories).Select(path => Encoding.Latin1.GetString(ReadShared(path))));
        Assert.Contains(images[0].PatientKey!, kept, StringComparison.Ordinal);
        // So many digits do not come about by chance in UIDs and hashes.
        foreach (var word in (string[])["smithers", "johanna", "47115208996"])
            Assert.DoesNotContain(word, kept, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Import_BegunAgainAfterARestart_KeepsTheFatesOfFilesNamedAfterThePatient()
    {
        bench.Write("Smithers-1.dcm", Named(1));
        bench.Write("Smithers-2.dcm", Named(2));
        var batch = await bench.Batches.CreateAsync(bench.Project.Id, 0, null);
        var request = bench.Request();
        await bench.Runner.RunAsync(batch, request, new ImportTracker(), CancellationToken.None);

        // As after a restart: the same batch with everything that it had finished.
        var again = await bench.Runner.RunAsync(batch, request, new ImportTracker(), CancellationToken.None);

        Assert.Equal((2, 0), (again.Imported, again.Skipped));
        Assert.All(await bench.Batches.ListItemsAsync(batch.Id), item => Assert.Equal(ImportFate.Imported, item.Fate));
    }

    [Fact]
    public async Task Import_MaskNamedAsThePicture_IsFoundByTheNameThePictureHas()
    {
        bench.Write("images/SMITHERS_7.dcm", Named(1));
        bench.Write("masks/SMITHERS_7.png", Pictures.Mask(4, 4, 0, 1));

        var report = await bench.ImportAsync();

        var image = Assert.Single(await bench.Images.ListAsync(bench.Project.Id));
        Assert.Equal($"{image.PatientKey}_7", image.Name);
        Assert.Equal(1, report.MasksImported);
        Assert.Equal([0, 1, 0, 1], (await bench.LabelAsync(image.Name))[..4]);
    }

    [Fact]
    public async Task Import_ProjectThatKeepsIdentities_KeepsThePath()
    {
        var projects = bench.Get<ProjectStore>();
        await projects.SetPrivacyAsync(bench.Project.Id, (await projects.GetPrivacyAsync(bench.Project.Id)) with { Deidentifies = false });
        bench.Write("SMITHERS_JOHANNA/IM0001.dcm", Named(1));

        await bench.ImportAsync();

        Assert.Equal("SMITHERS_JOHANNA/IM0001.dcm", (await bench.ImageAsync("IM0001")).SourcePath);
    }

    static byte[] Named(byte seed) => DicomWriter.Write(new RasterImage(new RasterLayout(4, 4, 1, 1, 8), [.. Enumerable.Repeat(seed, 16)]), new DicomImageDescription
    {
        Modality = "US",
        PatientId = "MRN-47115208996",
        PatientName = "Smithers^Johanna",
        StudyUid = "2.25.771",
        SeriesUid = "2.25.772",
        SopInstanceUid = $"2.25.773{seed}",
    });

    /// <summary>The database is open in this process.</summary>
    static byte[] ReadShared(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
