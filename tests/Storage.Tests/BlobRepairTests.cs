using Xunit;

namespace Studio.Storage.Tests;

public sealed class BlobRepairTests : IAsyncLifetime
{
    TestFolder folder = null!;

    public async ValueTask InitializeAsync() => folder = await TestFolder.CreateAsync();

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    [Fact]
    public async Task FindAsync_DamagedFiles_NamesImagesAndVersions()
    {
        var project = await folder.AddProjectAsync("Nerve");
        var image = await folder.AddImageAsync(project.Id, "0043");
        await folder.ImportLabelAsync(image, 1);
        await folder.ImportLabelAsync(await folder.AddImageAsync(project.Id, "0044"), 1, 1);
        var first = (await folder.Versions.FreezeAsync(project.Id, null)).Version;
        var sample = (await folder.Versions.ListSamplesAsync(first.Id))[0];
        await folder.ImportLabelAsync(image, 1, 1, 1);
        var second = (await folder.Versions.FreezeAsync(project.Id, null)).Version;
        var files = await folder.BlobUses.ListOfVersionAsync(first.Id);
        await DamageAsync(sample.Pixels.Sha256);
        await DamageAsync(sample.Labelmap!.Sha256);

        var found = await folder.Blobs.VerifyAsync(files);
        var uses = await folder.BlobUses.FindAsync(found.Damaged);

        Assert.Equal(4, found.Checked);
        Assert.Equal([("label", "0043"), ("pixels", "0043")], uses.Select(use => (use.Kind, use.Name)));
        Assert.Equal([first.Number], uses[0].Versions);
        Assert.Equal([first.Number, second.Number], uses[1].Versions.Order());
        Assert.Equal((project.Slug, image), (uses[0].Project, uses[0].ImageId));
    }

    [Fact]
    public async Task FindIncomplete_FileCutOffOrGone_IsNamedWithoutReadingAny()
    {
        var (whole, cut, gone) = (await PutAsync(1), await PutAsync(2), await PutAsync(3));
        await File.WriteAllBytesAsync(folder.Blobs.GetPath(cut.Sha256), [1], TestContext.Current.CancellationToken);
        File.Delete(folder.Blobs.GetPath(gone.Sha256));

        Assert.Equal([cut, gone], folder.Blobs.FindIncomplete([whole, cut, gone]));
    }

    [Fact]
    public async Task RepairAsync_FromACopy_IsWholeAgain()
    {
        var blob = await PutAsync(1);
        var content = await folder.Blobs.ReadAllBytesAsync(blob.Sha256);
        await DamageAsync(blob.Sha256);

        var isRepaired = await folder.Blobs.RepairAsync(blob.Sha256, new MemoryStream(content));

        Assert.True(isRepaired);
        Assert.True((await folder.Blobs.VerifyAsync([blob])).IsSound);
        Assert.Empty(Directory.GetFiles(folder.Database.Folder.IncomingBlobs));
    }

    [Fact]
    public async Task RepairAsync_FromADamagedCopy_ChangesNothing()
    {
        var blob = await PutAsync(1);
        File.Delete(folder.Blobs.GetPath(blob.Sha256));

        Assert.False(await folder.Blobs.RepairAsync(blob.Sha256, new MemoryStream([9, 9])));

        Assert.Equal([blob.Sha256], (await folder.Blobs.VerifyAsync([blob])).Missing);
        Assert.Empty(Directory.GetFiles(folder.Database.Folder.IncomingBlobs));
    }

    Task<Contracts.Jobs.BlobReference> PutAsync(byte value) => folder.Blobs.PutAsync(new byte[] { value, 2, 3, 4 }, "A test");

    // Of the same length: only reading it tells.
    async Task DamageAsync(string sha256)
    {
        var path = folder.Blobs.GetPath(sha256);
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[^1] ^= 0xFF;
        await File.WriteAllBytesAsync(path, bytes);
    }
}
