using Studio.Contracts.Jobs;
using Studio.Contracts.Labels;
using Studio.Contracts.Projects;
using Xunit;

namespace Studio.Storage.Tests;

public sealed class VersionComparisonTests : IAsyncLifetime
{
    TestFolder folder = null!;

    public async ValueTask InitializeAsync() => folder = await TestFolder.CreateAsync();

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    [Fact]
    public async Task CompareAsync_EveryKindOfChange_IsNamedOnceForTheRightImage()
    {
        var project = (await folder.AddProjectAsync("Nerve")).Id;
        var images = new long[7];
        for (var index = 0; index < images.Length; index++)
        {
            images[index] = await folder.AddImageAsync(project, $"image {index}", $"P{index}", index < 4 ? Split.Training : Split.Validation);
            if (index > 0)
            {
                await folder.ImportLabelAsync(images[index], 1);
            }
        }

        var first = await FreezeAsync(project);
        await folder.ImportLabelAsync(images[0], 1);
        await folder.ExecuteAsync("UPDATE image SET excluded_at = '2026-01-01T10:00:00.000Z', excluded_reason = 'Blurred' WHERE id = @id", new { id = images[1] });
        await folder.ImportLabelAsync(images[2], 1, 1);
        await folder.ExecuteAsync("UPDATE image SET fixed_split = 'test' WHERE id = @id", new { id = images[3] });
        await folder.ExecuteAsync("UPDATE image SET patient_id = (SELECT patient_id FROM image WHERE id = @other) WHERE id = @id", new { id = images[4], other = images[5] });
        var black = await folder.Blobs.PutAsync(new byte[] { 0, 0, 0, 0 }, "Blacked out");
        await folder.ExecuteAsync("UPDATE image SET pixel_sha256 = @Sha256 WHERE id = @id", new { black.Sha256, id = images[6] });
        await folder.Classes.SetAsync(project, [ClassPalette.Define(1, "Median nerve"), ClassPalette.Define(2, "Vessel")]);
        var second = await FreezeAsync(project);

        var comparison = await folder.Comparer.CompareAsync(first, second);

        Assert.Equal(
            [
                (images[0], VersionChanges.Added), (images[1], VersionChanges.Removed), (images[2], VersionChanges.Relabelled),
                (images[3], VersionChanges.Moved), (images[4], VersionChanges.OtherPatient), (images[6], VersionChanges.OtherPixels),
            ],
            comparison.Items.Select(item => (item.ImageId, item.Changes)));
        Assert.All(VersionComparison.Kinds, kind => Assert.Equal(1, comparison.Count(kind)));
        Assert.Equal([new ClassChange(1, "Nerve", "Median nerve"), new ClassChange(2, null, "Vessel")], comparison.Classes);
        var shown = await folder.Comparer.ReadAsync(comparison, [.. comparison.Items]);
        Assert.Equal(("image 1", "Blurred"), (shown[1].Name, shown[1].ExcludedReason));
        Assert.Equal((true, false), (shown[1].Before is not null, shown[1].After is not null));
        Assert.Equal((Split.Training, Split.Test), (shown[3].Before!.Split, shown[3].After!.Split));
        Assert.Equal(("P4", "P5"), (shown[4].Before!.PatientKey, shown[4].After!.PatientKey));
        Assert.NotEqual(shown[2].Before!.LabelmapSha256, shown[2].After!.LabelmapSha256);
    }

    [Fact]
    public async Task CompareAsync_ThereAndBack_ChangesSwap()
    {
        var project = (await folder.AddProjectAsync("Nerve")).Id;
        await folder.ImportLabelAsync(await folder.AddImageAsync(project), 1);
        var first = await FreezeAsync(project);
        await folder.ImportLabelAsync(await folder.AddImageAsync(project), 1);
        var second = await FreezeAsync(project);

        Assert.Equal(VersionChanges.Added, Assert.Single((await folder.Comparer.CompareAsync(first, second)).Items).Changes);
        Assert.Equal(VersionChanges.Removed, Assert.Single((await folder.Comparer.CompareAsync(second, first)).Items).Changes);
        Assert.Empty((await folder.Comparer.CompareAsync(second, second)).Items);
    }

    [Fact]
    public async Task CompareAsync_BoxesAndTags_CountAsRelabelled()
    {
        var boxes = (await folder.AddProjectAsync(ProjectTask.Detection, "Cell")).Id;
        var image = await folder.AddImageAsync(boxes);
        await folder.Boxes.ImportAsync(image, [new Box(1, 0, 0, 2, 2)], ImageState.Accepted);
        var first = await FreezeAsync(boxes);
        await folder.Boxes.ImportAsync(image, [new Box(1, 0, 0, 2, 3)], ImageState.Accepted);

        var comparison = await folder.Comparer.CompareAsync(first, await FreezeAsync(boxes));

        var shown = Assert.Single(await folder.Comparer.ReadAsync(comparison, [.. comparison.Of(VersionChanges.Relabelled)]));
        Assert.Equal(new BoxChanges(0, 0, Moved: 1, 0), BoxChanges.Between(shown.Before!.Boxes, shown.After!.Boxes));
    }

    [Fact]
    public void Between_Boxes_AreAddedRemovedMovedAndRenamed()
    {
        BoxSpec[] before = [new(1, 0, 0, 10, 10), new(1, 50, 50, 10, 10), new(2, 80, 0, 10, 10), new(1, 100, 100, 5, 5), new(1, 0, 0, 10, 10)];
        BoxSpec[] after = [new(1, 0, 0, 10, 10), new(1, 52, 50, 10, 10), new(1, 80, 0, 10, 10), new(1, 200, 200, 5, 5), new(1, 300, 200, 5, 5)];

        // Kept: one of the two equal ones; the other is gone. Moved: by 2 of 10 pixels. The class of the third is another one.
        Assert.Equal(new BoxChanges(Added: 2, Removed: 2, Moved: 1, Renamed: 1), BoxChanges.Between(before, after));
        Assert.Equal(new BoxChanges(0, 0, 0, 0), BoxChanges.Between(before, before));
    }

    [Fact]
    public async Task ListAsync_AfterFreezing_CountsAreStoredWithTheVersion()
    {
        var project = (await folder.AddProjectAsync("Nerve")).Id;
        for (var index = 0; index < 6; index++)
        {
            await folder.ImportLabelAsync(await folder.AddImageAsync(project, patient: $"P{index / 2}"), 1);
        }

        var version = await FreezeAsync(project);
        // Nobody reads the items to say how many there are.
        await folder.ExecuteAsync("DELETE FROM dataset_item");

        var listed = Assert.Single(await folder.Versions.ListAsync(project));
        Assert.Equal((version.TrainingImages, version.ValidationImages, version.TestImages), (listed.TrainingImages, listed.ValidationImages, listed.TestImages));
        Assert.Equal((6, 3), (listed.Images, listed.TrainingPatients + listed.ValidationPatients + listed.TestPatients));
        Assert.Equal(6, (await folder.Versions.CountClassesAsync(version.Id)).Sum(count => count.Present));
    }

    [Fact]
    public async Task DescribeAsync_OlderVersion_IsOfItsOwnImages()
    {
        var project = (await folder.AddProjectAsync("Nerve")).Id;
        for (var index = 0; index < 4; index++)
        {
            await folder.ImportLabelAsync(await folder.AddImageAsync(project, patient: $"P{index}"), 1);
        }

        var then = await folder.Versions.PreviewAsync(project);
        var version = await FreezeAsync(project);
        for (var index = 4; index < 9; index++)
        {
            await folder.ImportLabelAsync(await folder.AddImageAsync(project, patient: $"P{index}"), 1);
        }

        var described = await folder.Versions.DescribeAsync(version);

        Assert.Equal((4, 4), (described.Images, described.Labelled));
        Assert.Equal(then.Splits.OrderBy(part => part.Key), described.Splits.OrderBy(part => part.Key));
        Assert.Equal(then.Classes, described.Classes);
        Assert.Equal(9, (await folder.Versions.PreviewAsync(project)).Labelled);
    }

    async Task<DatasetVersion> FreezeAsync(long project) => (await folder.Versions.FreezeAsync(project, null)).Version;
}
