using System.Diagnostics;
using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Features.Jobs;
using Studio.Features.Runs;
using Studio.Harness;
using Studio.Storage;

namespace Studio.Tests.Jobs;

public sealed class DispatcherTests
{
    [Fact]
    public async Task Training_ToItsEnd_SucceedsWithBestCheckpoint()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.Dispatch);
        var (run, jobId) = await studio.StartRunAsync("epochs=3");

        var job = await studio.WaitForEndAsync(jobId);

        Assert.Equal((JobState.Succeeded, 1, "Finished."), (job.State, job.Attempt, job.Reason));
        var stored = (await studio.Get<RunStore>().FindAsync(run.Id))!;
        Assert.Equal((3, 0.75), (stored.BestEpoch, stored.BestScore));
        Assert.True(await studio.Get<BlobStore>().ExistsAsync(stored.Checkpoint!.Sha256));
        var summary = (await studio.Get<RunSummaries>().FindAsync(run.Id))!;
        Assert.Equal((JobState.Succeeded, 3, 3, (int?)null), (summary.State, summary.Epoch, summary.Epochs, summary.QueuePosition));
    }

    [Fact]
    public async Task Process_KilledOnce_GoesOnFromItsLastEpoch()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.Dispatch);
        var (_, jobId) = await studio.StartRunAsync("epochs=5 killAt=3");

        var job = await studio.WaitForEndAsync(jobId);

        Assert.Equal((JobState.Succeeded, 2), (job.State, job.Attempt));
        var events = await studio.EventsAsync(jobId);
        Assert.Equal([0, 2], events.OfType<JobStarted>().Select(started => started.ResumedFromEpoch));
        Assert.Equal([1, 2, 3, 4, 5], events.OfType<EpochMetrics>().Select(epoch => epoch.Epoch));
        Assert.Equal(Enumerable.Range(1, events.Count).Select(number => (long)number), events.Select(item => item.Sequence));
    }

    [Fact]
    public async Task Process_KilledEveryTime_FailsWithRealCause()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.Dispatch);
        var (_, jobId) = await studio.StartRunAsync("epochs=2 killAt=2 killAttempts=9");

        var job = await studio.WaitForEndAsync(jobId);

        Assert.Equal((JobState.Failed, JobStore.MaximumAttempts), (job.State, job.Attempt));
        Assert.Contains("killed (signal 9)", job.Reason, StringComparison.Ordinal);
        Assert.IsType<JobEnded>((await studio.EventsAsync(jobId))[^1]);
    }

    [Fact]
    public async Task Process_LeavingWithError_KeepsItsOutputAsDetail()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.Dispatch);
        var (_, jobId) = await studio.StartRunAsync("exitCode=41");

        var job = await studio.WaitForEndAsync(jobId);

        Assert.Equal(JobState.Failed, job.State);
        Assert.Contains("exit code 41", job.Reason, StringComparison.Ordinal);
        Assert.Contains("The scripted process was told to leave.", job.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_FailingByItself_IsNotTriedAgain()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.Dispatch);
        var (_, jobId) = await studio.StartRunAsync("failAt=2");

        var job = await studio.WaitForEndAsync(jobId);

        Assert.Equal((JobState.Failed, 1, "The loss is not a number."), (job.State, job.Attempt, job.Reason));
    }

    [Fact]
    public async Task Program_Missing_FailsJobAndNamesPlace()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, new JobOptions { TrainingProgram = folder["nowhere.dll"], Pulse = TimeSpan.FromMilliseconds(50) });
        var (_, jobId) = await studio.StartRunAsync("");

        var job = await studio.WaitForEndAsync(jobId);

        Assert.Equal(JobState.Failed, job.State);
        Assert.Contains(folder["nowhere.dll"], job.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jobs_BeyondCapacity_WaitInOrder()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.Dispatch);
        var (first, firstJob) = await studio.StartRunAsync("epochs=40 epochMs=50");
        await studio.WaitForEpochAsync(firstJob, 1);
        var (second, secondJob) = await studio.StartRunAsync("epochs=1");

        var waiting = (await studio.Get<RunSummaries>().FindAsync(second.Id))!;
        Assert.Equal((JobState.Queued, 1), (waiting.State, waiting.QueuePosition));
        await studio.Get<RunService>().CommandAsync(first.Id, JobCommand.Stop);

        var ended = await studio.WaitForEndAsync(secondJob);
        Assert.True(ended.StartedAt >= (await studio.WaitForEndAsync(firstJob)).EndedAt);
    }

    [Fact]
    public async Task EvaluationAndExport_OfFinishedRun_AreStored()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.Dispatch);
        var (run, jobId) = await studio.StartRunAsync("epochs=1");
        var service = studio.Get<RunService>();
        await Assert.ThrowsAsync<RunRefusedException>(() => service.EvaluateAsync(run.Id + 1, new EvaluationWish(Split.Test, Reason: "Final figure")));
        await studio.WaitForEndAsync(jobId);

        var evaluate = await studio.WaitForEndAsync(await service.EvaluateAsync(run.Id, new EvaluationWish(Split.Test, Reason: "Final figure")));
        var export = await studio.WaitForEndAsync(await service.ExportAsync(run.Id));

        Assert.Equal((JobState.Succeeded, JobState.Succeeded), (evaluate.State, export.State));
        var evaluation = (await studio.Get<EvaluationStore>().FindLatestAsync(run.Id, Split.Test))!;
        Assert.Equal(0.5, evaluation.Result.Metrics["iou.mean"].Mean);
        var model = Assert.Single(await studio.Get<ModelStore>().ListAsync(run.ProjectId));
        Assert.Equal((export.Id, 2), (model.JobId, model.Files.Count));
    }

    [Fact]
    public void Lock_HeldByOneProcess_IsRefusedToOthers()
    {
        using var folder = new TemporaryFolder();
        var data = new DataFolder(folder.Path);

        var first = DispatcherLock.TryAcquire(data);
        Assert.NotNull(first);
        Assert.Null(DispatcherLock.TryAcquire(data));

        first.Dispose();
        using var next = DispatcherLock.TryAcquire(data);
        Assert.NotNull(next);
    }

    [Fact]
    public async Task Lock_HeldByAnotherDispatcher_KeepsJobsWaiting()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.NoDispatch);
        using (var held = DispatcherLock.TryAcquire(studio.Get<DataFolder>()))
        {
            await using var second = await TestStudio.StartAsync(folder, TestStudio.Dispatch);
            var (_, jobId) = await second.StartRunAsync("epochs=1");
            await Task.Delay(TimeSpan.FromMilliseconds(500));
            Assert.Equal(JobState.Queued, (await second.Get<JobStore>().FindAsync(jobId))!.State);

            held!.Dispose();
            Assert.Equal(JobState.Succeeded, (await second.WaitForEndAsync(jobId)).State);
        }
    }

    [Fact]
    public async Task Process_AfterItsJobEnded_IsGone()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await TestStudio.StartAsync(folder, TestStudio.Dispatch);
        var (_, jobId) = await studio.StartRunAsync("epochs=2 epochMs=200");
        var running = await studio.WaitAsync(jobId, job => job.ProcessId is not null);
        await studio.WaitForEndAsync(jobId);

        for (var wait = 0; wait < 200 && IsAlive(running.ProcessId!.Value); wait++)
            await Task.Delay(50);
        Assert.False(IsAlive(running.ProcessId!.Value));
    }

    static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
