using Xunit;

namespace Studio.Storage.Tests;

public sealed class WriteQueueTests
{
    const string Insert = "INSERT INTO setup_link (token_sha256, created_at, used_at) VALUES (@key, 'now', NULL)";
    const string Count = "SELECT count(*) FROM setup_link";

    [Fact]
    public async Task WriteAsync_ManyAtOnce_AreStoredWithFewCommits()
    {
        await using var folder = await TestFolder.CreateAsync();
        using var held = new ManualResetEventSlim();
        var first = folder.Database.WriteAsync("A test", _ => held.Wait(), default);

        // The first one holds the file until all others wait.
        var others = Enumerable.Range(0, 40).Select(number => InsertAsync(folder, $"{number}")).ToList();
        held.Set();
        var sessions = await Task.WhenAll(others);
        await first;

        Assert.Equal(40, await folder.ScalarAsync<int>(Count));
        Assert.True(sessions.Distinct().Count() < 40);
    }

    [Fact]
    public async Task WriteAsync_OneOfManyThrows_AloneFails()
    {
        await using var folder = await TestFolder.CreateAsync();
        using var held = new ManualResetEventSlim();
        var first = folder.Database.WriteAsync("A test", _ => held.Wait(), default);

        var before = InsertAsync(folder, "before");
        var wrong = folder.Database.WriteAsync(
            "A test",
            session =>
            {
                session.Execute(Insert, new { key = "wrong" });
                throw new StorageException("No.");
            },
            default);
        var after = InsertAsync(folder, "after");
        held.Set();

        await Task.WhenAll(first, before, after);
        await Assert.ThrowsAsync<StorageException>(() => wrong);
        Assert.Equal(2, await folder.ScalarAsync<int>(Count));
    }

    [Fact]
    public async Task WriteAsync_CancelledWhileWaiting_StoresNothing()
    {
        await using var folder = await TestFolder.CreateAsync();
        using var held = new ManualResetEventSlim();
        using var cancellation = new CancellationTokenSource();
        var first = folder.Database.WriteAsync("A test", _ => held.Wait(), default);
        var cancelled = folder.Database.WriteAsync("A test", session => session.Execute(Insert, new { key = "late" }), cancellation.Token);

        await cancellation.CancelAsync();
        held.Set();

        await first;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal(0, await folder.ScalarAsync<int>(Count));
    }

    /// <summary>Answers the session, of which there is one per commit.</summary>
    static Task<DatabaseSession> InsertAsync(TestFolder folder, string key) => folder.Database.WriteAsync(
        "A test",
        session =>
        {
            session.Execute(Insert, new { key });
            return session;
        },
        default);
}
