using Studio.Contracts.Projects;
using Studio.Imaging.Labelmaps;
using Xunit;

namespace Studio.Storage.Tests;

public sealed class AlternateLabelTests : IAsyncLifetime
{
    TestFolder folder = null!;
    AlternateLabelStore store = null!;
    long projectId;
    long imageId;

    public async ValueTask InitializeAsync()
    {
        folder = await TestFolder.CreateAsync();
        store = new AlternateLabelStore(folder.Database, folder.Blobs);
        projectId = (await folder.AddProjectAsync("nerve")).Id;
        imageId = await folder.AddImageAsync(projectId);
    }

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    [Fact]
    public async Task Add_ImageWithoutLabel_StoresNothing()
    {
        Assert.Equal(AlternateFate.NoLabelYet, await store.AddAsync(imageId, "8", "8.png", await MapAsync(1)));
        Assert.Empty(await store.ListAsync(projectId));
    }

    [Fact]
    public async Task Add_AnotherLabelOfTheSameFile_TakesThePlaceOfTheFirst()
    {
        await folder.Annotations.ImportAsync(imageId, await MapAsync(0), ImageState.Accepted);

        Assert.Equal(AlternateFate.Kept, await store.AddAsync(imageId, "8", "8.png", await MapAsync(1)));
        Assert.Equal(AlternateFate.Kept, await store.AddAsync(imageId, "8", "8.png", await MapAsync(2)));
        Assert.Equal(AlternateFate.Kept, await store.AddAsync(imageId, "9", "9.png", await MapAsync(3)));

        var kept = await store.ListAsync(projectId);
        Assert.Equal(["8.png", "9.png"], kept.Select(label => label.SourcePath));
        Assert.Equal(Sha256Text.Of(LabelmapPacking.Pack((await MapAsync(2)).Classes)), kept[0].LabelmapSha256);
    }

    [Fact]
    public async Task Add_SameAsTheImagesOwn_StoresNothing()
    {
        await folder.Annotations.ImportAsync(imageId, await MapAsync(1), ImageState.Accepted);
        Assert.Equal(AlternateFate.SameAsLabel, await store.AddAsync(imageId, "8", "8.png", await MapAsync(1)));
        Assert.Empty(await store.ListAsync(projectId));
    }

    [Fact]
    public async Task Add_LabelThatDoesNotFit_IsRefused()
    {
        await folder.Annotations.ImportAsync(imageId, await MapAsync(1), ImageState.Accepted);
        var refused = await Assert.ThrowsAsync<StorageException>(() => store.AddAsync(imageId, "8", "8.png", Labelmap.Empty(1, 1)));
        Assert.Contains("another size than its mask", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await store.ListAsync(projectId));
    }

    /// <summary>Class 1 on the first pixels.</summary>
    async Task<Labelmap> MapAsync(int pixels)
    {
        var image = (await folder.Images.FindAsync(imageId))!;
        var map = Labelmap.Empty(image.Rows, image.Columns);
        map.Classes.AsSpan(0, pixels).Fill(1);
        return map;
    }
}
