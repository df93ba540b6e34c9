using System.Globalization;
using System.Text.Json;
using CsvHelper;
using Studio.Contracts.Import;
using Studio.Contracts.Labels;
using Studio.Contracts.Projects;
using Studio.Features.Import;
using Studio.Features.Versions.Export;
using Studio.Harness;
using Studio.Imaging.Annotations;
using Studio.Imaging.Labelmaps;
using Studio.Storage;
using Studio.Tests.Import;

namespace Studio.Tests.Versions;

/// <summary>What leaves the studio comes back the same.</summary>
public sealed class DatasetExportTests : IAsyncLifetime
{
    readonly TemporaryFolder folder = new();
    ImportBench bench = null!;

    public async ValueTask InitializeAsync()
    {
        bench = await ImportBench.CreateAsync();
        await bench.Classes.AddAsync(bench.Project.Id, "Nerve");
        await bench.Classes.AddAsync(bench.Project.Id, "Vessel, large");
    }

    public async ValueTask DisposeAsync()
    {
        await bench.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Export_ImportedAgain_GivesTheSamePicturesAndMasks()
    {
        await FillAsync();
        var version = await FreezeAsync();
        await ExportAsync(version);

        var again = await bench.Get<ProjectStore>().CreateAsync("Again", "", ProjectTask.Segmentation);
        await bench.Classes.SetAsync(again.Id, await bench.Classes.ListAsync(bench.Project.Id));
        var request = new ImportRequest
        {
            ProjectId = again.Id,
            Source = folder["out"],
            Patients = folder["out/images.csv"],
            Consent = MaskConsent.TakeClassNumbers,
            AcceptsLabelNames = true,
        };
        var batch = await bench.Batches.CreateAsync(again.Id, total: 0, createdBy: null);
        var report = await bench.Runner.RunAsync(batch, request, new ImportTracker(), TestContext.Current.CancellationToken);

        Assert.Equal((4, 4), (report.Imported, report.MasksImported));
        var before = await bench.Get<DatasetVersionStore>().ListSamplesAsync(version.Id);
        // Files are called by number, so their order is that of the images; they are imported side by side.
        var after = (await bench.Get<DatasetVersionStore>().ListNextAsync(again.Id)).OrderBy(sample => sample.Name, StringComparer.Ordinal).ToList();
        Assert.Equal(before.Select(sample => sample.Labelmap), after.Select(sample => sample.Labelmap));
        Assert.Equal(before.Select(sample => sample.PatientKey), after.Select(sample => sample.PatientKey));
        // A signed picture's file is shifted, and the table says by how much.
        Assert.All(before.Zip(after), pair => Assert.Equal(!pair.First.IsSigned, pair.First.Pixels == pair.Second.Pixels));
    }

    [Fact]
    public async Task Export_SignedPixels_KeepTheirValuesThroughTheRescale()
    {
        await FillAsync();
        await ExportAsync(await FreezeAsync());

        var image = (await bench.Images.ListAsync(bench.Project.Id)).Single(item => item.IsSigned);
        var row = ReadTable("images.csv").Single(row => row["id"] == image.Id.ToString(CultureInfo.InvariantCulture));
        var stored = await bench.Blobs.ReadAllBytesAsync(image.PixelSha256);
        var written = Decode(await File.ReadAllBytesAsync(folder[$"out/{row["file"]}"], TestContext.Current.CancellationToken));
        var (slope, intercept) = (Number(row["rescale_slope"]), Number(row["rescale_intercept"]));

        for (var place = 0; place < stored.Length; place += 2)
        {
            var expected = (image.RescaleSlope * BitConverter.ToInt16(stored, place)) + image.RescaleIntercept;
            Assert.Equal(expected, (slope * BitConverter.ToUInt16(written, place)) + intercept);
        }
    }

    [Fact]
    public async Task Export_Folder_HasManifestCocoAndDatasheetThatAgree()
    {
        await FillAsync();
        var version = await FreezeAsync();
        var told = new List<(int, int)>();
        var written = await ExportAsync(version, (done, total) => told.Add((done, total)));

        Assert.Equal([(1, 4), (2, 4), (3, 4), (4, 4)], told);
        var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(folder["out/manifest.json"], TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal((version.Hash, version.Number), (manifest.GetProperty("versionHash").GetString(), manifest.GetProperty("version").GetInt32()));
        var listed = manifest.GetProperty("files").EnumerateArray().ToDictionary(file => file.GetProperty("path").GetString()!, file => file.GetProperty("sha256").GetString());
        var found = Directory.GetFiles(folder["out"], "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder["out"], file)).Where(file => file != "manifest.json");
        Assert.Equal(found.Order(StringComparer.Ordinal), listed.Keys.Order(StringComparer.Ordinal));
        Assert.All(listed, file => Assert.Equal(file.Value, Sha256Text.Of(File.ReadAllBytes(folder[$"out/{file.Key}"]))));
        Assert.Equal(written.Files.Count, listed.Count);

        using var coco = File.OpenRead(folder["out/annotations.coco.json"]);
        var data = CocoReader.Read(coco);
        Assert.Empty(data.Findings);
        Assert.Equal(4, data.Images.Count);
        Assert.Equal([0, 2, 2, 2], data.Images.Select(image => image.Annotations.Count).Order());
        Assert.All(
            data.Images.Where(image => image.Annotations.Count > 0),
            image => Assert.Equal(["Nerve", "Vessel, large"], image.Annotations.Select(annotation => annotation.Shape!.Name).Order()));

        var sheet = await File.ReadAllTextAsync(folder["out/datasheet.md"], TestContext.Current.CancellationToken);
        Assert.Contains(version.Hash, sheet, StringComparison.Ordinal);
        Assert.Contains("| Blurred | 1 |", sheet, StringComparison.Ordinal);
        Assert.Contains("| came with the images | 4 |", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("grey", sheet + await File.ReadAllTextAsync(folder["out/images.csv"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_DamagedPixels_NamesTheImageAndLeavesNoFolder()
    {
        await FillAsync();
        var version = await FreezeAsync();
        var image = (await bench.Images.ListAsync(bench.Project.Id))[1];
        var path = bench.Blobs.GetPath(image.PixelSha256);
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        bytes[0] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => ExportAsync(version));

        Assert.Contains($"The pixels of {image.Name} are damaged", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(folder["out"])!, "out*"));
        Assert.Empty(Directory.GetFiles(bench.Data.Staging, "export-*"));
    }

    [Fact]
    public void FolderTarget_FolderThatHoldsSomething_IsRefused()
    {
        Directory.CreateDirectory(folder["out"]);
        File.WriteAllText(folder["out/notes.txt"], "mine");

        Assert.Throws<IOException>(() => new FolderTarget(folder["out"]));

        Assert.Equal("mine", File.ReadAllText(folder["out/notes.txt"]));
    }

    [Fact]
    public async Task Export_Tags_ComeBackByTheirTable()
    {
        var project = await bench.Get<ProjectStore>().CreateAsync("Tags", "", ProjectTask.Classification);
        var (yes, no) = (await bench.Classes.AddAsync(project.Id, "Bleeding"), await bench.Classes.AddAsync(project.Id, "Mass"));
        bench.Write("a.png", Pictures.Png(4, 4, 1));
        bench.Write("b.png", Pictures.Png(4, 4, 2));
        await ImportAsync(project, new ImportRequest { ProjectId = project.Id, Source = bench.Source });
        var images = await bench.Images.ListAsync(project.Id);
        await bench.Get<TagStore>().ImportAsync(
            project.Id,
            [new(TagScope.Image, images[0].Id, yes.Index), new(TagScope.Image, images[0].Id, no.Index, IsPresent: false), new(TagScope.Image, images[1].Id, no.Index)],
            ImageState.Accepted);
        var versions = bench.Get<DatasetVersionStore>();
        var version = (await versions.FreezeAsync(project.Id, null)).Version;
        await ExportAsync(version);

        var again = await bench.Get<ProjectStore>().CreateAsync("Tags again", "", ProjectTask.Classification);
        await bench.Classes.SetAsync(again.Id, await bench.Classes.ListAsync(project.Id));
        var request = new ImportRequest { ProjectId = again.Id, Source = folder["out/images"], TagSource = folder["out/tags.csv"], AcceptsLabelNames = true };
        await ImportAsync(again, request);

        Assert.False(Directory.Exists(folder["out/masks"]));
        var after = (await versions.ListNextAsync(again.Id)).OrderBy(sample => sample.Name, StringComparer.Ordinal);
        Assert.Equal((await versions.ListSamplesAsync(version.Id)).SelectMany(sample => sample.Tags), after.SelectMany(sample => sample.Tags));
    }

    /// <summary>8 and 16 bits, colour and signed values, each labelled otherwise; one more is left out.</summary>
    async Task FillAsync()
    {
        bench.Write("grey8.png", Pictures.Png(6, 5, 1));
        bench.Write("grey16.png", Pictures.Png(7, 5, 2, bytesPerSample: 2));
        bench.Write("grey-colour.png", Pictures.Png(5, 9, 3, samplesPerPixel: 3));
        bench.Write("grey-signed.png", Pictures.Png(6, 6, 4, bytesPerSample: 2));
        bench.Write("left-out.png", Pictures.Png(6, 6, 5));
        await bench.ImportAsync();
        foreach (var (place, image) in (await bench.Images.ListAsync(bench.Project.Id)).Index())
        {
            var label = Labelmap.Empty(image.Rows, image.Columns);
            for (var pixel = 0; pixel < label.Classes.Length && image.Name != "grey-signed"; pixel++)
                label.Classes[pixel] = (byte)((pixel + place) % 3);
            await bench.Annotations.ImportAsync(image.Id, label, ImageState.Accepted);
        }

        var database = bench.Get<Database>();
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={database.Folder.DatabaseFile}");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            UPDATE image SET is_signed = 1, rescale_slope = 0.5, rescale_intercept = -7 WHERE name = 'grey-signed';
            UPDATE image SET excluded_at = '2026-01-01T10:00:00.000Z', excluded_reason = 'Blurred' WHERE name = 'left-out';
            """;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    Task<ImportReport> ImportAsync(Project project, ImportRequest request) => Task.Run(async () =>
    {
        var batch = await bench.Batches.CreateAsync(project.Id, total: 0, createdBy: null);
        return await bench.Runner.RunAsync(batch, request, new ImportTracker(), CancellationToken.None);
    });

    async Task<DatasetVersion> FreezeAsync() => (await bench.Get<DatasetVersionStore>().FreezeAsync(bench.Project.Id, null)).Version;

    async Task<ExportedDataset> ExportAsync(DatasetVersion version, Action<int, int>? progress = null)
    {
        var exporter = new DatasetExporter(bench.Data, bench.Get<ProjectStore>(), bench.Get<VersionExportStore>(), bench.Blobs);
        using var target = new FolderTarget(folder["out"]);
        var written = await exporter.WriteAsync(version, target, withNames: false, progress, TestContext.Current.CancellationToken);
        target.Complete();
        return written;
    }

    List<Dictionary<string, string>> ReadTable(string name)
    {
        using var csv = new CsvReader(new StreamReader(folder[$"out/{name}"]), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var rows = new List<Dictionary<string, string>>();
        while (csv.Read())
            rows.Add(csv.HeaderRecord!.ToDictionary(column => column, column => csv.GetField(column)!));
        return rows;
    }

    static byte[] Decode(byte[] png) => Imaging.WorkingForm.Of(
        ((Imaging.DecodeOutcome.Decoded)new Imaging.ImageDecoder(Imaging.Formats.ImageFormatCatalog.Create()).Decode(png, "a.png")).File).Frames[0].Samples;

    static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
