using Studio.Contracts.Import;
using Studio.Contracts.Projects;
using Xunit;

namespace Studio.Storage.Tests;

public sealed class InstanceTests
{
    static readonly IReadOnlyList<double> Left = [1, 0, 0];
    static readonly IReadOnlyList<double> Posterior = [0, 1, 0];

    [Fact]
    public async Task AddAsync_FilesOfOneSeries_ShareStudySeriesAndPatient()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync();
        var batch = await new ImportBatchStore(folder.Database).CreateAsync(project.Id, 2, null);

        var items = await new InstanceStore(folder.Database).AddAsync(
            [(await FileAsync(folder, project.Id, 1, 5), new ImportPlace(batch.Id, 0, "")), (await FileAsync(folder, project.Id, 2, 0), new ImportPlace(batch.Id, 1, "odd"))]);

        Assert.All(items, item => Assert.Equal(ImportFate.Imported, item.Fate));
        Assert.Equal((1, 1, 1, 2, 2), (
            await CountAsync(folder, "patient"), await CountAsync(folder, "study"), await CountAsync(folder, "series"),
            await CountAsync(folder, "instance"), await CountAsync(folder, "image")));
        var listed = await new ImportBatchStore(folder.Database).ListItemsAsync(batch.Id);
        Assert.Equal(["", "odd"], listed.Select(item => item.Reason));
        Assert.Equal("{\"00080060\":{}}", await folder.ScalarAsync<string>("SELECT header_json FROM instance WHERE id = 1"));
    }

    [Fact]
    public async Task AddAsync_SameContentAgain_IsSkippedAndListedAsSuch()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync();
        var batch = await new ImportBatchStore(folder.Database).CreateAsync(project.Id, 1, null);
        var store = new InstanceStore(folder.Database);
        var file = await FileAsync(folder, project.Id, 1, 0);

        await store.AddAsync([(file, new ImportPlace(batch.Id, 0, ""))]);
        var again = await store.AddAsync([(file, new ImportPlace(batch.Id, 1, ""))]);

        Assert.Equal(ImportFate.Skipped, again[0].Fate);
        Assert.Equal(1, await CountAsync(folder, "image"));
    }

    [Fact]
    public async Task AddAsync_OneFileFails_NothingOfTheGroupIsVisible()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync();
        var batch = await new ImportBatchStore(folder.Database).CreateAsync(project.Id, 2, null);
        var good = await FileAsync(folder, project.Id, 1, 0);
        var bad = good with { ContentSha256 = "other", Frames = [good.Frames[0] with { ThumbnailSha256 = new string('0', 64) }] };

        await Assert.ThrowsAnyAsync<Exception>(() => new InstanceStore(folder.Database).AddAsync(
            [(good, new ImportPlace(batch.Id, 0, "")), (bad, new ImportPlace(batch.Id, 1, ""))]));

        Assert.Equal((0, 0), (await CountAsync(folder, "image"), await CountAsync(folder, "import_item")));
    }

    [Fact]
    public async Task ArrangeAsync_SlicesAddedLater_GetTheirPlacesAndFindings()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync();
        var batch = await new ImportBatchStore(folder.Database).CreateAsync(project.Id, 4, null);
        var store = new InstanceStore(folder.Database);
        var arranger = new SeriesArranger(folder.Database);
        double[] places = [20, 0, 5, 10];
        for (var i = 0; i < places.Length; i++)
            await store.AddAsync([(await FileAsync(folder, project.Id, i, places[i]), new ImportPlace(batch.Id, i, ""))]);

        var series = Assert.Single(await arranger.FindOfBatchAsync(batch.Id));
        await arranger.ArrangeAsync(series);

        Assert.Equal(3, await folder.ScalarAsync<int>("SELECT slice_index FROM image WHERE name = 'file 0'"));
        Assert.Equal(0, await folder.ScalarAsync<int>("SELECT slice_index FROM image WHERE name = 'file 1'"));
        var arranged = Assert.Single(await arranger.ListOfBatchAsync(batch.Id));
        Assert.Equal((4, null, "axial"), (arranged.SliceCount, arranged.SliceSpacingMm, arranged.Orientation));
        Assert.Contains("10 mm between slices 3 and 4", Assert.Single(arranged.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PutFilesAsync_NewKnownAndTwice_AllAreStoredAndTheFilesGone()
    {
        await using var folder = await TestFolder.CreateAsync();
        var known = await folder.Blobs.PutAsync(new byte[] { 1 }, "Known");
        StagedBlob[] files = [Stage(folder, "a", [1]), Stage(folder, "b", [2, 2]), Stage(folder, "c", [2, 2]), Stage(folder, "d", [3])];

        await folder.Blobs.PutFilesAsync(files, "Files of a test");

        Assert.Equal([2, 2], await folder.Blobs.ReadAllBytesAsync(files[1].Sha256));
        Assert.Equal(3, await CountAsync(folder, "blob WHERE state = 'complete'"));
        Assert.Equal(known.Sha256, files[0].Sha256);
        Assert.DoesNotContain(files, file => File.Exists(file.Path));
        Assert.Empty((await folder.Blobs.VerifyAsync()).Damaged);
    }

    [Fact]
    public async Task PutFilesAsync_WrongLength_StoresNothingOfTheGroup()
    {
        await using var folder = await TestFolder.CreateAsync();
        StagedBlob[] files = [Stage(folder, "a", [1]), Stage(folder, "b", [2]) with { Length = 9 }];

        await Assert.ThrowsAsync<StorageException>(() => folder.Blobs.PutFilesAsync(files, "Files of a test"));

        Assert.Equal(0, await CountAsync(folder, "blob"));
    }

    [Fact]
    public async Task PurgeAsync_NamedByAnImage_StaysUntilItIsNot()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync();
        var image = await folder.Images.FindAsync(await folder.AddImageAsync(project.Id));
        var free = await folder.Blobs.PutAsync(new byte[] { 9, 9 }, "Free");

        Assert.False(await folder.Blobs.PurgeAsync(image!.PixelSha256));
        Assert.True(await folder.Blobs.PurgeAsync(free.Sha256));

        Assert.True(File.Exists(folder.Blobs.GetPath(image.PixelSha256)));
        Assert.False(File.Exists(folder.Blobs.GetPath(free.Sha256)));
        Assert.False(await folder.Blobs.ExistsAsync(free.Sha256));
    }

    [Fact]
    public async Task GetPseudonymKeyAsync_Again_IsTheSameAndOfThisProjectOnly()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync();
        var other = await folder.AddProjectAsync();

        var key = await folder.Projects.GetPseudonymKeyAsync(project.Id);

        Assert.Equal(32, key.Length);
        Assert.Equal(key, await folder.Projects.GetPseudonymKeyAsync(project.Id));
        Assert.NotEqual(key, await folder.Projects.GetPseudonymKeyAsync(other.Id));
        Assert.Equal(new ProjectPrivacy(Deidentifies: true, KeepsOriginals: false), await folder.Projects.GetPrivacyAsync(project.Id));
    }

    static Task<int> CountAsync(TestFolder folder, string table) => folder.ScalarAsync<int>($"SELECT count(*) FROM {table}");

    static StagedBlob Stage(TestFolder folder, string name, byte[] content)
    {
        var path = Path.Combine(folder.Database.Folder.Staging, name);
        Directory.CreateDirectory(folder.Database.Folder.Staging);
        File.WriteAllBytes(path, content);
        return new StagedBlob(path, Sha256Text.Of(content), content.Length);
    }

    static async Task<NewInstance> FileAsync(TestFolder folder, long projectId, int number, double placeMm)
    {
        var pixels = await folder.Blobs.PutAsync(BitConverter.GetBytes(number), "The pixels of a test");
        var frame = new DecodedFrame(
            0, "pixels", pixels.Sha256, pixels.Length, "thumbnail", 0, 255, 2, 250, new DecodedPlane([0, 0, placeMm], Left, Posterior));
        var file = new DecodedImage(
            "DICOM", "CT", "P-1", "2.25.1", "2.25.2", $"2.25.3.{number}", 2, 2, 1, 1, 8, false, "MONOCHROME2", 1, 0, 1, 1, [], [frame], [],
            new ClinicalContext("2020-01-02", "HEAD", 4, "BONE", number, "2.25.9", "{\"00080060\":{}}", null));
        return new NewInstance(
            projectId, $"file {number}", Sha256Text.Of($"content {number}"), file, "P-1", null, Split.Test,
            [new NewFrame(frame, $"file {number}", pixels.Sha256, "2.25.2")]);
    }
}
