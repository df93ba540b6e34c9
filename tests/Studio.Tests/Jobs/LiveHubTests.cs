using System.Net.WebSockets;
using Studio.Contracts.Jobs;
using Studio.Features.Live;
using Studio.Harness;

namespace Studio.Tests.Jobs;

public sealed class LiveHubTests
{
    [Fact]
    public async Task Watch_OpenedLate_GivesHistoryThenLiveWithoutGapOrDouble()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.Dispatch);
        var (run, jobId) = await studio.StartRunAsync("epochs=12 epochMs=60 steps=20");
        await studio.WaitForEpochAsync(jobId, 4);
        await using var browser = await ConnectAsync(studio);

        var batches = new List<JobEvent[]>();
        await foreach (var batch in browser.StreamAsync<JobEvent[]>("Watch", run.Id, 0))
            batches.Add(batch);

        var stored = await studio.EventsAsync(jobId);
        Assert.Equal(stored.Select(item => item.Sequence), batches.SelectMany(batch => batch).Select(item => item.Sequence));
        Assert.Equal(stored.Select(item => item.GetType()), batches.SelectMany(batch => batch).Select(item => item.GetType()));
        Assert.True(batches[0].OfType<EpochMetrics>().Count() >= 4, "The first batch holds the history.");
        Assert.True(batches.Count > 2, "The rest came live.");
        Assert.IsType<JobEnded>(batches[^1][^1]);
    }

    [Fact]
    public async Task Watch_AfterLostConnection_GoesOnWhereItWas()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.Dispatch);
        var (run, jobId) = await studio.StartRunAsync("epochs=3 steps=3");
        await studio.WaitForEndAsync(jobId);
        await using var browser = await ConnectAsync(studio);

        var seen = new List<long>();
        await foreach (var batch in browser.StreamAsync<JobEvent[]>("Watch", run.Id, 5))
            seen.AddRange(batch.Select(item => item.Sequence));

        Assert.Equal((await studio.EventsAsync(jobId)).Skip(5).Select(item => item.Sequence), seen);
    }

    [Fact]
    public async Task Watch_OfUnknownRun_SaysSo()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.NoDispatch);
        await using var browser = await ConnectAsync(studio);

        var refusal = await Assert.ThrowsAsync<HubCallException>(async () =>
        {
            await foreach (var _ in browser.StreamAsync<JobEvent[]>("Watch", 99, 0))
                Assert.Fail("There is nothing to watch.");
        });

        Assert.Contains("does not exist", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_WithoutSignIn_IsRefused()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.NoDispatch);

        await Assert.ThrowsAsync<WebSocketException>(() => JsonHubClient.ConnectAsync(studio.Address, LiveHub.HubPath, _ => { }));
    }

    static Task<JsonHubClient> ConnectAsync(TestStudio studio) => JsonHubClient.ConnectAsync(
        studio.Address, LiveHub.HubPath, options => options.SetRequestHeader("Cookie", studio.SignInCookie()));
}
