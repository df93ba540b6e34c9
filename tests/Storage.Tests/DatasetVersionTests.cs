using Studio.Contracts.Projects;
using Studio.Imaging.Labelmaps;
using Xunit;

namespace Studio.Storage.Tests;

public sealed class DatasetVersionTests
{
    [Fact]
    public async Task FreezeAsync_Project_TakesLabelledImagesOnly()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync("Nerve", "Vessel");
        var ada = (await folder.AddUserAsync("Ada")).Id;
        var imported = await folder.AddImageAsync(project.Id, "imported", "P1");
        await folder.ImportLabelAsync(imported, 1);
        var importedEmpty = await folder.AddImageAsync(project.Id, "empty", "P2");
        await folder.ImportLabelAsync(importedEmpty);
        var drawn = await folder.AddImageAsync(project.Id, "drawn");
        await folder.Annotations.GetOrCreateAsync(drawn, ada);
        await AnnotationTests.AppendAsync(folder, drawn, ada, 0, Patches.First(2));
        var opened = await folder.AddImageAsync(project.Id, "opened");
        await folder.Annotations.GetOrCreateAsync(opened, ada);
        await folder.AddImageAsync(project.Id, "untouched");

        var frozen = await folder.Versions.FreezeAsync(project.Id, ada);

        Assert.True(frozen.IsNew);
        Assert.Empty(frozen.PatientsInSeveralSplits);
        Assert.Equal((1, 1, 1), (frozen.Version.TrainingImages, frozen.Version.ValidationImages, frozen.Version.TestPatients));
        var samples = await folder.Versions.ListSamplesAsync(frozen.Version.Id);
        Assert.Equal([imported, importedEmpty, drawn], samples.Select(sample => sample.ImageId));
        Assert.Equal(["P1", "P2", $"image-{drawn}"], samples.Select(sample => sample.PatientKey));
        Assert.Null(samples[1].Labelmap);
        var record = (await folder.Images.FindAsync(drawn))!;
        Assert.Equal((record.PixelSha256, 4L), (samples[2].Pixels.Sha256, samples[2].Pixels.Length));
        var packed = await folder.Blobs.ReadAllBytesAsync(samples[2].Labelmap!.Sha256);
        Assert.Equal(packed.Length, samples[2].Labelmap!.Length);
        Assert.True(LabelmapPacking.TryUnpack(packed, 4, 5, out var classes, out _));
        Assert.Equal(2, classes[0]);
    }

    [Fact]
    public async Task FreezeAsync_NothingChanged_ReturnsTheSameVersion()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (project, _) = await SeedAsync(folder, 6);

        var first = await folder.Versions.FreezeAsync(project, null);
        var second = await folder.Versions.FreezeAsync(project, null);

        Assert.False(second.IsNew);
        Assert.Equal((first.Version.Id, first.Version.Hash), (second.Version.Id, second.Version.Hash));
        Assert.Single(await folder.Versions.ListAsync(project));
    }

    [Fact]
    public async Task FreezeAsync_LabelChanged_IsANewVersionAndTheOldOneStays()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (project, images) = await SeedAsync(folder, 6);
        var first = (await folder.Versions.FreezeAsync(project, null)).Version;
        var before = await folder.Versions.ListSamplesAsync(first.Id);

        await folder.ImportLabelAsync(images[0], 2, 2);
        var second = (await folder.Versions.FreezeAsync(project, null)).Version;

        Assert.Equal((1, 2), (first.Number, second.Number));
        Assert.NotEqual(first.Hash, second.Hash);
        Assert.Equal(before, await folder.Versions.ListSamplesAsync(first.Id));
        Assert.Equal([2, 1], (await folder.Versions.ListAsync(project)).Select(version => version.Number));
    }

    [Fact]
    public async Task FreezeAsync_MoreImages_KeepsEarlierPatientsWhereTheyWere()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (project, _) = await SeedAsync(folder, 8);
        var first = (await folder.Versions.FreezeAsync(project, null)).Version;
        for (var number = 0; number < 20; number++)
        {
            await folder.ImportLabelAsync(await folder.AddImageAsync(project, patient: $"new {number}"), 1);
        }

        var second = (await folder.Versions.FreezeAsync(project, null)).Version;

        var now = (await folder.Versions.ListSamplesAsync(second.Id)).ToDictionary(sample => sample.ImageId, sample => sample.Split);
        Assert.All(await folder.Versions.ListSamplesAsync(first.Id), sample => Assert.Equal(sample.Split, now[sample.ImageId]));
    }

    [Fact]
    public async Task FreezeAsync_FixedSplits_AreKeptAndTornPatientsNamed()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync("Nerve");
        var training = await folder.AddImageAsync(project.Id, patient: "torn", fixedSplit: Split.Training);
        var test = await folder.AddImageAsync(project.Id, patient: "torn", fixedSplit: Split.Test);
        await folder.ImportLabelAsync(training, 1);
        await folder.ImportLabelAsync(test, 1);

        var frozen = await folder.Versions.FreezeAsync(project.Id, null);

        Assert.Equal(["torn"], frozen.PatientsInSeveralSplits);
        Assert.Equal([Split.Training, Split.Test], (await folder.Versions.ListSamplesAsync(frozen.Version.Id)).Select(sample => sample.Split));
    }

    [Fact]
    public async Task FreezeAsync_NoLabels_SaysWhatToDo()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync("Nerve");
        await folder.AddImageAsync(project.Id);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => folder.Versions.FreezeAsync(project.Id, null));

        Assert.Contains("Label and submit", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PreviewAsync_Project_SaysWhatFreezingGivesAndFreezesNothing()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (project, _) = await SeedAsync(folder, 8);
        await folder.AddImageAsync(project);

        var preview = await folder.Versions.PreviewAsync(project);

        Assert.Empty(await folder.Versions.ListAsync(project));
        var frozen = (await folder.Versions.FreezeAsync(project, null)).Version;
        Assert.Equal(new SplitCount(frozen.TrainingImages, frozen.TrainingPatients), preview.Of(Split.Training));
        Assert.Equal(new SplitCount(frozen.ValidationImages, frozen.ValidationPatients), preview.Of(Split.Validation));
        Assert.Equal(new SplitCount(frozen.TestImages, frozen.TestPatients), preview.Of(Split.Test));
        Assert.Equal((9, 8, 0), (preview.Images, preview.Labelled, preview.UnknownPatients));
        Assert.Equal(frozen.TrainingImages, preview.TrainingImages(1));
        Assert.Equal(1.0 / 20, preview.ClassShares[1], 12);
        Assert.Equal((4, 5, 9), (preview.Sizes[0].Rows, preview.Sizes[0].Columns, preview.Sizes[0].Images));
    }

    [Fact]
    public async Task PreviewAsync_NoLabels_IsEmptyAndNoError()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync("Nerve");
        await folder.AddImageAsync(project.Id);

        var preview = await folder.Versions.PreviewAsync(project.Id);

        Assert.Equal((1, 0), (preview.Images, preview.Labelled));
        Assert.Equal(new SplitCount(0, 0), preview.Of(Split.Training));
    }

    static async Task<(long Project, long[] Images)> SeedAsync(TestFolder folder, int patients)
    {
        var project = await folder.AddProjectAsync("Nerve", "Vessel");
        var images = new long[patients];
        for (var index = 0; index < patients; index++)
        {
            images[index] = await folder.AddImageAsync(project.Id, patient: $"P{index}");
            await folder.ImportLabelAsync(images[index], 1);
        }

        return (project.Id, images);
    }
}
