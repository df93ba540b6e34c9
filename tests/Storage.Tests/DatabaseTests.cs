using Xunit;

namespace Studio.Storage.Tests;

public sealed class DatabaseTests
{
    /// <summary>Numbered files of the schema; each is applied once.</summary>
    const int Steps = 9;

    [Fact]
    public async Task OpenAsync_NewFolder_HasSchemaAndDurableSettings()
    {
        await using var folder = await TestFolder.CreateAsync();

        Assert.Equal("wal", await folder.ScalarAsync<string>("PRAGMA journal_mode"));
        Assert.Equal(2, await folder.ScalarAsync<int>("PRAGMA synchronous"));
        Assert.Equal(1, await folder.ScalarAsync<int>("PRAGMA foreign_keys"));
        Assert.Equal("0001_initial", await folder.ScalarAsync<string>("SELECT name FROM schema_migration WHERE number = 1"));
        Assert.True(Directory.Exists(folder.Database.Folder.Blobs));
    }

    [Fact]
    public async Task Connect_SystemLibrary_IsNewerThanThePackagedOne()
    {
        await using var folder = await TestFolder.CreateAsync();

        // The provider package carries 3.31; RETURNING, which every insert uses, needs 3.35.
        Assert.True(Version.Parse(await folder.ScalarAsync<string>("SELECT sqlite_version()")) >= new Version(3, 35));
    }

    [Fact]
    public async Task OpenAsync_SecondTime_KeepsData()
    {
        await using var folder = await TestFolder.CreateAsync();
        await folder.AddProjectAsync();

        await folder.OpenAgain().OpenAsync();

        Assert.Single(await folder.Projects.ListAsync());
        Assert.Equal(Steps, await folder.ScalarAsync<int>("SELECT count(*) FROM schema_migration"));
    }

    [Fact]
    public async Task OpenAsync_ManyAtOnce_MigratesOnce()
    {
        await using var folder = await TestFolder.CreateAsync();
        var root = Path.Combine(folder.Root, "fresh");

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => new Database(new DataFolder(root)).OpenAsync()));

        await using var opened = await TestFolder.CreateAsync(root);
        Assert.Equal(Steps, await opened.ScalarAsync<int>("SELECT count(*) FROM schema_migration"));
    }

    [Fact]
    public async Task OpenAsync_NewerSchema_RefusesAndChangesNothing()
    {
        await using var folder = await TestFolder.CreateAsync();
        await folder.ExecuteAsync("INSERT INTO schema_migration VALUES (9999, '9999_future', 'x', '2030-01-01')");

        var refusal = await Assert.ThrowsAsync<DatabaseVersionException>(() => folder.OpenAgain().OpenAsync());

        Assert.Contains("newer version", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(Steps + 1, await folder.ScalarAsync<int>("SELECT count(*) FROM schema_migration"));
    }

    [Fact]
    public async Task OpenAsync_ChangedMigration_Refuses()
    {
        await using var folder = await TestFolder.CreateAsync();
        await folder.ExecuteAsync("UPDATE schema_migration SET sha256 = 'other'");

        var refusal = await Assert.ThrowsAsync<DatabaseVersionException>(() => folder.OpenAgain().OpenAsync());

        Assert.Contains("0001_initial", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_OperationThrows_LeavesNothing()
    {
        await using var folder = await TestFolder.CreateAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => folder.Database.WriteAsync(
            "A test",
            session =>
            {
                session.Execute("INSERT INTO setup_link (token_sha256, created_at, used_at) VALUES ('a', 'b', NULL)");
                throw new InvalidOperationException();
            },
            default));

        Assert.Equal(0, await folder.ScalarAsync<int>("SELECT count(*) FROM setup_link"));
    }

    [Fact]
    public async Task WriteAsync_DatabaseFull_SaysWhatWasNotStored()
    {
        await using var folder = await TestFolder.CreateAsync();

        // max_page_count makes SQLite report the same error as a full disk. It belongs to the connection, so it is set inside.
        var full = await Assert.ThrowsAsync<StorageFullException>(() => folder.Database.WriteAsync(
            "The stroke",
            session =>
            {
                session.Execute("PRAGMA max_page_count = 1");
                session.Execute("CREATE TABLE big (content BLOB)");
                session.Execute("INSERT INTO big VALUES (zeroblob(10000000))");
            },
            default));

        Assert.Contains("The stroke was not stored", full.Message, StringComparison.Ordinal);
        Assert.Empty(await folder.Database.FindDamageAsync());
    }

    [Fact]
    public async Task CopyToAsync_WhileInUse_IsWholeDatabase()
    {
        await using var folder = await TestFolder.CreateAsync();
        await folder.AddProjectAsync("Nerve");
        var root = Path.Combine(folder.Root, "copy");
        Directory.CreateDirectory(root);

        await folder.Database.CopyToAsync(Path.Combine(root, "studio.db"));

        await using var copy = await TestFolder.CreateAsync(root);
        Assert.Equal("Median nerve", Assert.Single(await copy.Projects.ListAsync()).Project.Name);
    }
}
