using Studio.Contracts.Jobs;
using Xunit;

namespace Studio.Storage.Tests;

public sealed class JobTests
{
    static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task ClaimNextAsync_Queue_GoesByPriorityThenAge()
    {
        await using var folder = await TestFolder.CreateAsync();
        var run = await folder.AddRunAsync();
        var first = await folder.Jobs.EnqueueAsync(JobKind.Train, run.Id, "{}");
        var second = await folder.Jobs.EnqueueAsync(JobKind.Train, run.Id, "{}");
        var urgent = await folder.Jobs.EnqueueAsync(JobKind.Export, run.Id, """{"to":"x"}""", priority: 1);

        Assert.Equal((2, 3, 1), (await PositionAsync(folder, first), await PositionAsync(folder, second), await PositionAsync(folder, urgent)));
        var claimed = (await folder.Jobs.ClaimNextAsync("server", Lease))!;

        Assert.Equal((urgent.Id, JobState.Running, 1, "server"), (claimed.Job.Id, claimed.Job.State, claimed.Job.Attempt, claimed.Job.LeaseOwner));
        Assert.Equal(("""{"to":"x"}""", JobKind.Export), (claimed.Job.RequestJson, claimed.Job.Kind));
        Assert.Equal(folder.Clock.GetUtcNow() + Lease, claimed.Job.LeaseUntil);
        Assert.Null(await PositionAsync(folder, urgent));
        Assert.Equal([urgent.Id, first.Id, second.Id], (await folder.Jobs.ListOpenAsync()).Select(job => job.Id));
        Assert.Equal(first.Id, (await folder.Jobs.ClaimNextAsync("server", Lease))!.Job.Id);
        Assert.Equal(second.Id, (await folder.Jobs.ClaimAsync(second.Id, "cli", Lease))!.Job.Id);
        Assert.Null(await folder.Jobs.ClaimAsync(second.Id, "cli", Lease));
        Assert.Null(await folder.Jobs.ClaimNextAsync("server", Lease));
    }

    [Fact]
    public async Task MoveToFrontAsync_WaitingJob_StartsBeforeAllOthers()
    {
        await using var folder = await TestFolder.CreateAsync();
        var run = await folder.AddRunAsync();
        var running = await folder.Jobs.EnqueueAsync(JobKind.Train, run.Id, "{}");
        await folder.Jobs.ClaimNextAsync("server", Lease);
        var urgent = await folder.Jobs.EnqueueAsync(JobKind.Evaluate, run.Id, "{}", priority: 1);
        var first = await folder.Jobs.EnqueueAsync(JobKind.Train, run.Id, "{}");
        var second = await folder.Jobs.EnqueueAsync(JobKind.Train, run.Id, "{}");

        Assert.True(await folder.Jobs.MoveToFrontAsync(second.Id));
        Assert.False(await folder.Jobs.MoveToFrontAsync(second.Id));
        Assert.False(await folder.Jobs.MoveToFrontAsync(running.Id));

        Assert.Equal([running.Id, second.Id, urgent.Id, first.Id], (await folder.Jobs.ListOpenAsync()).Select(job => job.Id));
        Assert.True(await folder.Jobs.MoveToFrontAsync(first.Id));
        Assert.Equal(first.Id, (await folder.Jobs.ClaimNextAsync("server", Lease))!.Job.Id);
    }

    [Fact]
    public async Task ClaimNextAsync_OneLane_PassesOverTheOther()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (onGpu, onProcessor) = (await folder.AddRunAsync(), await folder.AddRunAsync());
        await folder.ExecuteAsync("UPDATE run SET device = 'auto' WHERE id = @Id", new { onGpu.Id });
        var first = await folder.Jobs.EnqueueAsync(JobKind.Train, onGpu.Id, "{}");
        var second = await folder.Jobs.EnqueueAsync(JobKind.Train, onProcessor.Id, "{}");

        Assert.Equal(second.Id, (await folder.Jobs.ClaimNextAsync("server", Lease, JobLane.Processor))!.Job.Id);
        Assert.Null(await folder.Jobs.ClaimNextAsync("server", Lease, JobLane.Processor));
        Assert.Equal(first.Id, (await folder.Jobs.ClaimNextAsync("server", Lease, JobLane.Gpu))!.Job.Id);
    }

    [Fact]
    public async Task ClaimNextAsync_ManyAtOnce_EachJobHasOneOwner()
    {
        await using var folder = await TestFolder.CreateAsync();
        var run = await folder.AddRunAsync();
        for (var number = 0; number < 5; number++)
        {
            await folder.Jobs.EnqueueAsync(JobKind.Train, run.Id, "{}");
        }

        var other = new JobStore(folder.OpenAgain());
        var claimed = await Task.WhenAll(Enumerable.Range(0, 12).Select(
            number => (number % 2 == 0 ? folder.Jobs : other).ClaimNextAsync($"owner {number}", Lease)));

        Assert.Equal(5, claimed.Count(job => job is not null));
        Assert.Equal(5, claimed.OfType<ClaimedJob>().Select(job => job.Job.Id).Distinct().Count());
    }

    [Fact]
    public async Task ReturnExpiredAsync_LostThreeTimes_FailsWithAReason()
    {
        await using var folder = await TestFolder.CreateAsync();
        var run = await folder.AddRunAsync();
        var job = await folder.Jobs.EnqueueAsync(JobKind.Train, run.Id, "{}");
        for (var attempt = 1; attempt <= JobStore.MaximumAttempts; attempt++)
        {
            var claimed = (await folder.Jobs.ClaimNextAsync("server", Lease))!;
            Assert.Equal(attempt, claimed.Job.Attempt);
            folder.Clock.Advance(Lease / 2);
            Assert.Empty(await folder.Jobs.ReturnExpiredAsync());
            folder.Clock.Advance(Lease);
            var lost = Assert.Single(await folder.Jobs.ReturnExpiredAsync());
            Assert.Equal(attempt < JobStore.MaximumAttempts ? JobState.Queued : JobState.Failed, lost.State);
        }

        var failed = (await folder.Jobs.FindAsync(job.Id))!;
        Assert.Contains("stopped answering 3 times", failed.Reason, StringComparison.Ordinal);
        Assert.Equal(folder.Clock.GetUtcNow(), failed.EndedAt);
        Assert.Null(await folder.Jobs.ClaimNextAsync("server", Lease));
    }

    [Fact]
    public async Task RenewLeaseAsync_Heartbeat_KeepsTheJob()
    {
        await using var folder = await TestFolder.CreateAsync();
        var run = await folder.AddRunAsync();
        var job = await folder.Jobs.EnqueueAsync(JobKind.Train, run.Id, "{}");
        await folder.Jobs.ClaimNextAsync("server", Lease);
        for (var beat = 0; beat < 5; beat++)
        {
            folder.Clock.Advance(Lease * 0.75);
            Assert.True(await folder.Jobs.RenewLeaseAsync(job.Id, "server", Lease));
            Assert.Empty(await folder.Jobs.ReturnExpiredAsync());
        }

        Assert.False(await folder.Jobs.RenewLeaseAsync(job.Id, "somebody else", Lease));
    }

    [Fact]
    public async Task FindByTokenAsync_LostAttempt_IsLockedOut()
    {
        await using var folder = await TestFolder.CreateAsync();
        var run = await folder.AddRunAsync();
        await folder.Jobs.EnqueueAsync(JobKind.Train, run.Id, "{}");
        var first = (await folder.Jobs.ClaimNextAsync("server", Lease))!;
        Assert.Equal(first.Job, await folder.Jobs.FindByTokenAsync(first.Token));
        Assert.Equal(0, await folder.ScalarAsync<int>("SELECT count(*) FROM job WHERE token_sha256 = @Token", new { first.Token }));

        folder.Clock.Advance(Lease * 2);
        await folder.Jobs.ReturnExpiredAsync();
        Assert.Null(await folder.Jobs.FindByTokenAsync(first.Token));
        var second = (await folder.Jobs.ClaimNextAsync("server", Lease))!;

        Assert.Null(await folder.Jobs.FindByTokenAsync(first.Token));
        Assert.Equal(2, (await folder.Jobs.FindByTokenAsync(second.Token))!.Attempt);
    }

    [Theory]
    [InlineData(JobState.Queued, JobState.Succeeded, false)]
    [InlineData(JobState.Queued, JobState.Cancelled, true)]
    [InlineData(JobState.Queued, JobState.Queued, false)]
    [InlineData(JobState.Running, JobState.Succeeded, true)]
    [InlineData(JobState.Running, JobState.Failed, true)]
    [InlineData(JobState.Running, JobState.Cancelled, true)]
    [InlineData(JobState.Running, JobState.Queued, true)]
    [InlineData(JobState.Succeeded, JobState.Failed, false)]
    [InlineData(JobState.Failed, JobState.Queued, false)]
    [InlineData(JobState.Cancelled, JobState.Succeeded, false)]
    public async Task TryTransitionAsync_Step_IsTakenOrRefused(JobState from, JobState to, bool possible)
    {
        await using var folder = await TestFolder.CreateAsync();
        var run = await folder.AddRunAsync();
        var job = await folder.Jobs.EnqueueAsync(JobKind.Train, run.Id, "{}");
        if (from != JobState.Queued)
        {
            await folder.Jobs.ClaimNextAsync("server", Lease);
        }

        if (from is not (JobState.Queued or JobState.Running))
        {
            Assert.True(await folder.Jobs.TryTransitionAsync(job.Id, from, "first", null));
        }

        Assert.Equal(possible, await folder.Jobs.TryTransitionAsync(job.Id, to, "second", "log"));

        var after = (await folder.Jobs.FindAsync(job.Id))!;
        Assert.Equal(possible ? to : from, after.State);
        Assert.Equal(possible ? "log" : null, after.Detail);
        Assert.Equal(after.HasEnded, after.EndedAt is not null);
    }

    [Fact]
    public async Task TryTransitionAsync_ToRunning_IsAProgrammingError()
    {
        await using var folder = await TestFolder.CreateAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => folder.Jobs.TryTransitionAsync(Guid.NewGuid(), JobState.Running, null, null));
    }

    [Fact]
    public async Task RequestAsync_Command_StaysUntilObeyed()
    {
        await using var folder = await TestFolder.CreateAsync();
        var run = await folder.AddRunAsync();
        var job = await folder.Jobs.EnqueueAsync(JobKind.Train, run.Id, "{}");
        await folder.Jobs.ClaimNextAsync("server", Lease);

        Assert.True(await folder.Jobs.RequestAsync(job.Id, JobCommand.Pause));
        Assert.Equal(JobCommand.Pause, (await folder.Jobs.FindAsync(job.Id))!.Command);
        Assert.True(await folder.Jobs.RequestAsync(job.Id, JobCommand.Stop));
        await folder.Jobs.ClearCommandAsync(job.Id, JobCommand.Pause);
        Assert.Equal(JobCommand.Stop, (await folder.Jobs.FindAsync(job.Id))!.Command);
        await folder.Jobs.ClearCommandAsync(job.Id, JobCommand.Stop);
        Assert.Null((await folder.Jobs.FindAsync(job.Id))!.Command);

        await folder.Jobs.TryTransitionAsync(job.Id, JobState.Succeeded, null, null);
        Assert.False(await folder.Jobs.RequestAsync(job.Id, JobCommand.Stop));
    }

    [Fact]
    public async Task RequestAsync_CancelWhileQueued_CancelsAtOnce()
    {
        await using var folder = await TestFolder.CreateAsync();
        var run = await folder.AddRunAsync();
        var job = await folder.Jobs.EnqueueAsync(JobKind.Train, run.Id, "{}");

        Assert.True(await folder.Jobs.RequestAsync(job.Id, JobCommand.Cancel));

        Assert.Equal(JobState.Cancelled, (await folder.Jobs.FindAsync(job.Id))!.State);
        Assert.Null(await folder.Jobs.ClaimNextAsync("server", Lease));
    }

    [Fact]
    public async Task ReturnExpiredAsync_CancelWasAsked_CancelsInsteadOfStartingAgain()
    {
        await using var folder = await TestFolder.CreateAsync();
        var run = await folder.AddRunAsync();
        var job = await folder.Jobs.EnqueueAsync(JobKind.Train, run.Id, "{}");
        await folder.Jobs.ClaimNextAsync("server", Lease);
        await folder.Jobs.RequestAsync(job.Id, JobCommand.Cancel);
        folder.Clock.Advance(Lease * 2);

        var lost = Assert.Single(await folder.Jobs.ReturnExpiredAsync());

        Assert.Equal(JobState.Cancelled, lost.State);
    }

    [Fact]
    public async Task SetProcessAsync_Process_IsForgottenWhenTheJobEnds()
    {
        await using var folder = await TestFolder.CreateAsync();
        var run = await folder.AddRunAsync();
        var job = await folder.Jobs.EnqueueAsync(JobKind.Train, run.Id, "{}");
        await folder.Jobs.ClaimNextAsync("server", Lease);

        await folder.Jobs.SetProcessAsync(job.Id, 4711);
        Assert.Equal(4711, (await folder.Jobs.FindAsync(job.Id))!.ProcessId);
        await folder.Jobs.TryTransitionAsync(job.Id, JobState.Failed, "x", null);
        Assert.Null((await folder.Jobs.FindAsync(job.Id))!.ProcessId);
    }

    static Task<int?> PositionAsync(TestFolder folder, Job job) => folder.Jobs.GetQueuePositionAsync(job.Id);
}
