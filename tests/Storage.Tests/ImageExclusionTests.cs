using Xunit;

namespace Studio.Storage.Tests;

public sealed class ImageExclusionTests
{
    [Fact]
    public async Task ExcludeAsync_LabelledImage_TakesNoPartUntilItIsTakenIn()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (project, images) = await SeedAsync(folder);
        var ada = (await folder.AddUserAsync("Ada")).Id;

        Assert.Equal([images[0]], await folder.Exclusions.ExcludeAsync(project.Id, [images[0]], " Blurred ", ada));

        Assert.Equal(images[1..], (await folder.Versions.ListNextAsync(project.Id)).Select(sample => sample.ImageId));
        var excluded = Assert.Single(await folder.Exclusions.ListAsync(project.Id));
        Assert.Equal((images[0], "image 0", "Blurred", (long?)ada, folder.Clock.GetUtcNow()), (excluded.ImageId, excluded.Name, excluded.Reason, excluded.By, excluded.At));

        Assert.Equal([images[0]], await folder.Exclusions.TakeInAsync(project.Id, images, ada));

        Assert.Empty(await folder.Exclusions.ListAsync(project.Id));
        Assert.Equal(images, (await folder.Versions.ListNextAsync(project.Id)).Select(sample => sample.ImageId));
    }

    [Fact]
    public async Task ExcludeAsync_OutAlready_KeepsItsReason()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (project, images) = await SeedAsync(folder);

        await folder.Exclusions.ExcludeAsync(project.Id, [images[0]], "Blurred", null);
        Assert.Equal([images[1]], await folder.Exclusions.ExcludeAsync(project.Id, images[..2], "A copy", null));

        Assert.Equal(["A copy", "Blurred"], (await folder.Exclusions.ListAsync(project.Id)).Select(image => image.Reason).Order());
    }

    [Fact]
    public async Task ExcludeAsync_FrozenVersion_KeepsTheImage()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (project, images) = await SeedAsync(folder);
        var first = (await folder.Versions.FreezeAsync(project.Id, null)).Version;

        await folder.Exclusions.ExcludeAsync(project.Id, [images[2]], "A copy", null);
        var second = (await folder.Versions.FreezeAsync(project.Id, null)).Version;

        Assert.Equal((3, 2), ((await folder.Versions.ListSamplesAsync(first.Id)).Count, (await folder.Versions.ListSamplesAsync(second.Id)).Count));
        Assert.NotEqual(first.Hash, second.Hash);
    }

    [Fact]
    public async Task ExcludeAsync_EachChange_IsInTheAuditLogOnce()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (project, images) = await SeedAsync(folder);

        await folder.Exclusions.ExcludeAsync(project.Id, [images[0]], "Blurred", null);
        await folder.Exclusions.ExcludeAsync(project.Id, [images[0]], "Blurred", null);
        await folder.Exclusions.TakeInAsync(project.Id, [images[0]], null);

        var entries = await folder.Audit.ListAsync(10);
        Assert.Equal(["take-in-images", "leave-out-images"], entries.Select(entry => entry.Action));
        Assert.Equal($$"""{"images":[{{images[0]}}],"reason":"Blurred"}""", entries[1].DetailJson);
        Assert.Null((await folder.Audit.VerifyAsync()).FirstBrokenId);
    }

    [Fact]
    public async Task ExcludeAsync_NoReasonOrAnotherProject_ChangesNothing()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (project, images) = await SeedAsync(folder);
        var other = await folder.Projects.CreateAsync("Other", "", Contracts.Projects.ProjectTask.Segmentation);

        await Assert.ThrowsAsync<StorageException>(() => folder.Exclusions.ExcludeAsync(project.Id, images, " ", null));
        Assert.Empty(await folder.Exclusions.ExcludeAsync(other.Id, images, "Blurred", null));

        Assert.Empty(await folder.Exclusions.ListAsync(project.Id));
        Assert.Empty(await folder.Audit.ListAsync(10));
    }

    static async Task<(Project Project, long[] Images)> SeedAsync(TestFolder folder)
    {
        var project = await folder.AddProjectAsync("Nerve");
        var images = new long[3];
        for (var index = 0; index < images.Length; index++)
        {
            images[index] = await folder.AddImageAsync(project.Id, $"image {index}", $"P{index}");
            await folder.ImportLabelAsync(images[index], 1);
        }

        return (project, images);
    }
}
