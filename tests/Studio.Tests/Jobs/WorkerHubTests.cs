using System.Net;
using System.Net.WebSockets;
using Studio.Contracts.Jobs;
using Studio.Features.Jobs;
using Studio.Features.Live;
using Studio.Harness;
using Studio.Storage;

namespace Studio.Tests.Jobs;

public sealed class WorkerHubTests
{
    [Fact]
    public async Task Report_SentTwice_IsStoredOnce()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.NoDispatch);
        var (_, jobId) = await studio.StartRunAsync("");
        await using var worker = await studio.ConnectWorkerAsync((await studio.ClaimAsync()).Token);
        JobEvent[] events = [Step(1), Step(2), Step(3)];

        Assert.Equal(0, await worker.CallAsync<long>(WorkerProtocol.Attach));
        Assert.Equal(3, await worker.CallAsync<long>(WorkerProtocol.Report, (object)events));
        Assert.Equal(4, await worker.CallAsync<long>(WorkerProtocol.Report, (object)new JobEvent[] { Step(2), Step(3), Step(4) }));

        Assert.Equal([1L, 2, 3, 4], (await studio.EventsAsync(jobId)).Select(item => item.Sequence));
        Assert.Equal(4, await worker.CallAsync<long>(WorkerProtocol.Attach));
    }

    [Fact]
    public async Task Report_AfterGap_WaitsForWhatIsMissing()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.NoDispatch);
        var (_, jobId) = await studio.StartRunAsync("");
        await using var worker = await studio.ConnectWorkerAsync((await studio.ClaimAsync()).Token);

        Assert.Equal(1, await worker.CallAsync<long>(WorkerProtocol.Report, (object)new JobEvent[] { Step(1), Step(3) }));
        Assert.Equal(3, await worker.CallAsync<long>(WorkerProtocol.Report, (object)new JobEvent[] { Step(2), Step(3) }));

        Assert.Equal([1L, 2, 3], (await studio.EventsAsync(jobId)).Select(item => item.Sequence));
    }

    [Fact]
    public async Task Report_OfAttemptThatWasReplaced_IsRefused()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.NoDispatch);
        var (_, jobId) = await studio.StartRunAsync("");
        var old = await studio.ClaimAsync();
        await using var worker = await studio.ConnectWorkerAsync(old.Token);
        await worker.CallAsync<long>(WorkerProtocol.Attach);

        await studio.Get<JobStore>().TryTransitionAsync(jobId, JobState.Queued, "lost", null);
        var current = await studio.ClaimAsync();

        var refusal = await Assert.ThrowsAsync<HubCallException>(
            () => worker.CallAsync<long>(WorkerProtocol.Report, (object)new JobEvent[] { Step(1) }));
        Assert.Contains(WorkerProtocol.NoLongerYours, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(WorkerProtocol.NoLongerYours, (await Assert.ThrowsAsync<HubCallException>(
            () => worker.CallAsync<object>(WorkerProtocol.Heartbeat))).Message, StringComparison.Ordinal);
        using var oldHttp = studio.HttpWithToken(old.Token);
        using var currentHttp = studio.HttpWithToken(current.Token);
        Assert.Equal(HttpStatusCode.Unauthorized, (await oldHttp.GetAsync(WorkerProtocol.JobRoute)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await currentHttp.GetAsync(WorkerProtocol.JobRoute)).StatusCode);
        Assert.Empty(await studio.EventsAsync(jobId));
    }

    [Fact]
    public async Task Token_OfJob_OpensNothingElse()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.NoDispatch);
        await studio.StartRunAsync("");
        var token = (await studio.ClaimAsync()).Token;
        using var http = studio.HttpWithToken(token);

        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/api/session")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.PostAsync(LiveHub.HubPath + "/negotiate?negotiateVersion=1", null)).StatusCode);
        await Assert.ThrowsAsync<WebSocketException>(
            () => JsonHubClient.ConnectAsync(studio.Address, $"{LiveHub.HubPath}?access_token={token}", _ => { }));
    }

    [Fact]
    public async Task Endpoints_WithoutToken_AreClosed()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.NoDispatch);
        var cookie = studio.SignInCookie();
        using var http = new HttpClient { BaseAddress = new Uri(studio.Address) };
        http.DefaultRequestHeaders.Add("Cookie", cookie);

        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync(WorkerProtocol.JobRoute)).StatusCode);
        await Assert.ThrowsAsync<WebSocketException>(() => JsonHubClient.ConnectAsync(
            studio.Address, WorkerProtocol.HubPath, options => options.SetRequestHeader("Cookie", cookie)));
    }

    [Fact]
    public async Task Report_OfBestEpoch_GivesRunFiguresAndCheckpoint()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.NoDispatch);
        var (run, _) = await studio.StartRunAsync("");
        var claimed = await studio.ClaimAsync();
        await using var worker = await studio.ConnectWorkerAsync(claimed.Token);
        var weights = await studio.Get<BlobStore>().PutAsync(new byte[] { 1, 2, 3 }, "The weights");
        var unknown = new BlobReference(new string('0', 64), 3);

        await worker.CallAsync<long>(WorkerProtocol.Report, (object)new JobEvent[]
        {
            Epoch(1, 0.25, isBest: true), new CheckpointSaved(1, weights, IsBest: true) { Sequence = 2 }, Epoch(3, 0.2, isBest: false),
        });
        var missing = await Assert.ThrowsAsync<HubCallException>(() => worker.CallAsync<long>(
            WorkerProtocol.Report, (object)new JobEvent[] { new CheckpointSaved(4, unknown, IsBest: true) { Sequence = 4 } }));

        var stored = (await studio.Get<RunStore>().FindAsync(run.Id))!;
        Assert.Equal((1, 0.25, weights.Sha256), (stored.BestEpoch, stored.BestScore, stored.Checkpoint?.Sha256));
        Assert.Contains("not stored", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_OfStart_SaysWhatTheRunIsJudgedBy()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.NoDispatch);
        var (run, _) = await studio.StartRunAsync("");
        var claimed = await studio.ClaimAsync();
        await using var worker = await studio.ConnectWorkerAsync(claimed.Token);
        var before = (await studio.Get<RunStore>().FindAsync(run.Id))!.Score;

        await worker.CallAsync<long>(WorkerProtocol.Report, (object)new JobEvent[]
        {
            new JobStarted("cpu", "1.13", 2, "float32", 100, 4, 2, 2, 3, 2, 0, [0.5]) { Sequence = 1, Score = new ScoreFacts("AUC", PerClass: true) },
        });

        Assert.Equal(ScoreFacts.Iou, before);
        Assert.Equal(new ScoreFacts("AUC", PerClass: true), (await studio.Get<RunStore>().FindAsync(run.Id))!.Score);
    }

    [Fact]
    public async Task Report_OfEnd_EndsJobAndToken()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.NoDispatch);
        var (_, jobId) = await studio.StartRunAsync("");
        var claimed = await studio.ClaimAsync();
        await using var worker = await studio.ConnectWorkerAsync(claimed.Token);

        var ended = new JobEnded(JobState.Failed, "The loss is not a number.", "step 17") { Sequence = 1 };
        await worker.CallAsync<long>(WorkerProtocol.Report, (object)new JobEvent[] { ended });

        var job = (await studio.Get<JobStore>().FindAsync(jobId))!;
        Assert.Equal((JobState.Failed, ended.Reason, ended.Detail), (job.State, job.Reason, job.Detail));
        await Assert.ThrowsAsync<WebSocketException>(() => studio.ConnectWorkerAsync(claimed.Token));
    }

    [Fact]
    public async Task Attach_OfRunningJob_RenewsLease()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.NoDispatch);
        var (_, jobId) = await studio.StartRunAsync("");
        var claimed = (await studio.Get<JobStore>().ClaimNextAsync("test", TimeSpan.FromSeconds(1)))!;
        await using var worker = await studio.ConnectWorkerAsync(claimed.Token);

        await worker.CallAsync<long>(WorkerProtocol.Attach);

        var until = (await studio.Get<JobStore>().FindAsync(jobId))!.LeaseUntil;
        Assert.True(until > DateTimeOffset.UtcNow + new JobOptions().Lease / 2);
    }

    static StepMetrics Step(long sequence) => new(1, sequence, 0.5, 0.001, 10, 1024) { Sequence = sequence };

    static EpochMetrics Epoch(long sequence, double iou, bool isBest) =>
        new((int)sequence, 0.5, 0.5, [iou], iou, 0.001, 10, 1024, null, 1, isBest) { Sequence = sequence };
}
