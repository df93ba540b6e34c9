using Studio.Contracts.Jobs;
using Studio.Features.Runs;
using Studio.Harness;
using Studio.Storage;

namespace Studio.Tests.Jobs;

/// <summary>Stop, cancel, pause and resume as people ask for them.</summary>
public sealed class CommandTests
{
    [Fact]
    public async Task Stop_OfRunningTraining_KeepsBestCheckpoint()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.Dispatch);
        var (run, jobId) = await studio.StartRunAsync("epochs=1000 epochMs=50");
        await studio.WaitForEpochAsync(jobId, 2);

        Assert.True(await studio.Get<RunService>().CommandAsync(run.Id, JobCommand.Stop));
        var job = await studio.WaitForEndAsync(jobId);

        Assert.Equal((JobState.Succeeded, 1), (job.State, job.Attempt));
        var stored = (await studio.Get<RunStore>().FindAsync(run.Id))!;
        Assert.InRange(stored.BestEpoch!.Value, 2, 999);
        Assert.True(await studio.Get<BlobStore>().ExistsAsync(stored.Checkpoint!.Sha256));
        Assert.False(await studio.Get<RunService>().CommandAsync(run.Id, JobCommand.Stop));
    }

    [Fact]
    public async Task Cancel_OfRunningTraining_EndsIt()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.Dispatch);
        var (run, jobId) = await studio.StartRunAsync("epochs=1000 epochMs=50");
        await studio.WaitForEpochAsync(jobId, 1);

        await studio.Get<RunService>().CommandAsync(run.Id, JobCommand.Cancel);

        Assert.Equal(JobState.Cancelled, (await studio.WaitForEndAsync(jobId)).State);
    }

    [Fact]
    public async Task Cancel_OfProcessThatDoesNotObey_EndsItAfterGrace()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.Dispatch);
        var (run, jobId) = await studio.StartRunAsync("epochs=1000 epochMs=50 deaf=1");
        await studio.WaitForEpochAsync(jobId, 1);

        await studio.Get<RunService>().CommandAsync(run.Id, JobCommand.Cancel);
        var job = await studio.WaitForEndAsync(jobId);

        Assert.Equal((JobState.Cancelled, 1), (job.State, job.Attempt));
    }

    [Fact]
    public async Task Cancel_OfWaitingTraining_EndsItAtOnce()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.NoDispatch);
        var (run, jobId) = await studio.StartRunAsync("");

        Assert.True(await studio.Get<RunService>().CommandAsync(run.Id, JobCommand.Cancel));

        var job = (await studio.Get<JobStore>().FindAsync(jobId))!;
        Assert.Equal((JobState.Cancelled, 0), (job.State, job.Attempt));
    }

    [Fact]
    public async Task Pause_UntilResume_ShowsInSummary()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.Dispatch);
        var (run, jobId) = await studio.StartRunAsync("epochs=1000 epochMs=50");
        await studio.WaitForEpochAsync(jobId, 1);
        var service = studio.Get<RunService>();

        await service.CommandAsync(run.Id, JobCommand.Pause);
        Assert.True((await studio.Get<RunSummaries>().FindAsync(run.Id))!.IsPaused);
        await service.CommandAsync(run.Id, JobCommand.Resume);
        await studio.WaitAsync(jobId, job => job.Command is null);
        Assert.False((await studio.Get<RunSummaries>().FindAsync(run.Id))!.IsPaused);

        await service.CommandAsync(run.Id, JobCommand.Cancel);
        await studio.WaitForEndAsync(jobId);
    }
}
