using Xunit;

namespace Studio.Storage.Tests;

/// <summary>When a version is not put back, and what is noted when it is.</summary>
public sealed class VersionRestoreRefusalTests : RestoreSeed
{
    [Fact]
    public async Task RestoreAsync_DamagedLabel_NamesTheImageAndChangesNothing()
    {
        var (project, images) = await SeedAsync(3);
        var first = await FreezeAsync(project);
        var label = (await Folder.Versions.ListSamplesAsync(first.Id))[0].Labelmap!.Sha256;
        await Folder.ImportLabelAsync(images[0], 2, 2);
        await ExcludeAsync(images[1], "Blurred");
        await File.WriteAllBytesAsync(Folder.Blobs.GetPath(label), [1, 2, 3], TestContext.Current.CancellationToken);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => RestoreAsync(first));

        Assert.Contains("cannot be used", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await Folder.Versions.ListAsync(project)).Count);
        Assert.Equal("Blurred", await Folder.ScalarAsync<string>("SELECT excluded_reason FROM image WHERE id = @id", new { id = images[1] }));
    }

    [Fact]
    public async Task RestoreAsync_BlindReaders_AreNotShownALabel()
    {
        var (project, images) = await SeedAsync(3);
        var bea = (await Folder.AddUserAsync("Bea")).Id;
        var first = await FreezeAsync(project);
        await Folder.ImportLabelAsync(images[0], 2, 2);
        foreach (var reader in new[] { Ada, bea })
        {
            await Folder.ExecuteAsync("INSERT INTO assignment (image_id, user_id, created_at) VALUES (@id, @reader, '2026-01-01T10:00:00.000Z')", new { id = images[0], reader });
        }

        var refusal = await Assert.ThrowsAsync<StorageException>(() => RestoreAsync(first));

        Assert.Contains("without seeing each other", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await Folder.Versions.ListAsync(project)).Count);
    }

    [Fact]
    public async Task RestoreAsync_WithoutReason_IsRefused()
    {
        var (project, _) = await SeedAsync(3);
        var first = await FreezeAsync(project);

        await Assert.ThrowsAsync<StorageException>(() => Folder.Restorer.RestoreAsync(first, "  ", Ada));

        Assert.Single(await Folder.Versions.ListAsync(project));
    }

    [Fact]
    public async Task RestoreAsync_Done_IsInTheAuditLog()
    {
        var (project, images) = await SeedAsync(3);
        var first = await FreezeAsync(project);
        await Folder.ImportLabelAsync(images[0], 2, 2);

        await RestoreAsync(first);

        var entry = (await Folder.Audit.ListAsync(1))[0];
        Assert.Equal(("restore-version", $"version/{first.Id}", (long?)Ada), (entry.Action, entry.Subject, entry.UserId));
        Assert.Contains("The labels of May were wrong", entry.DetailJson, StringComparison.Ordinal);
        Assert.Null((await Folder.Audit.VerifyAsync()).FirstBrokenId);
    }
}
