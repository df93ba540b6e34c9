using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Studio.Contracts.Jobs;
using Studio.Features.Jobs;
using Studio.Harness;
using Studio.Storage;

namespace Studio.Tests.Jobs;

/// <summary>The server goes and comes back while a job process runs.</summary>
public sealed class ServerRestartTests
{
    [Fact]
    public async Task Process_WhileServerIsAway_GoesOnAndReportsLater()
    {
        using var folder = new TemporaryFolder();
        var url = FreeUrl();
        Guid jobId;
        int processId;
        await using (var first = await TestStudio.StartAsync(folder, TestStudio.Dispatch, url))
        {
            (_, jobId) = await first.StartRunAsync("epochs=40 epochMs=100");
            await first.WaitForEpochAsync(jobId, 2);
            processId = (await first.Get<JobStore>().FindAsync(jobId))!.ProcessId!.Value;
        }

        await Task.Delay(TimeSpan.FromMilliseconds(500));
        Assert.False(Process.GetProcessById(processId).HasExited);
        await using var second = await TestStudio.StartAsync(folder, TestStudio.Dispatch, url);
        var job = await second.WaitForEndAsync(jobId);

        Assert.Equal((JobState.Succeeded, 1), (job.State, job.Attempt));
        var events = await second.EventsAsync(jobId);
        Assert.Single(events.OfType<JobStarted>());
        Assert.Equal(Enumerable.Range(1, 40), events.OfType<EpochMetrics>().Select(epoch => epoch.Epoch));
    }

    [Fact]
    public async Task Process_LostWhileServerWasAway_IsStartedAgain()
    {
        using var folder = new TemporaryFolder();
        Guid jobId;
        await using (var first = await TestStudio.StartAsync(folder, TestStudio.Dispatch))
        {
            (_, jobId) = await first.StartRunAsync("epochs=30 epochMs=50");
            await first.WaitForEpochAsync(jobId, 2);
            var job = (await first.Get<JobStore>().FindAsync(jobId))!;
            await first.StopAsync();
            Process.GetProcessById(job.ProcessId!.Value).Kill();
        }

        await using var second = await TestStudio.StartAsync(folder, TestStudio.Dispatch);
        var ended = await second.WaitForEndAsync(jobId);

        Assert.Equal((JobState.Succeeded, 2), (ended.State, ended.Attempt));
    }

    [Fact]
    public async Task Process_ThatCannotFindTheNewServer_IsReplacedAfterItsLease()
    {
        using var folder = new TemporaryFolder();
        Guid jobId;
        int processId;
        await using (var first = await TestStudio.StartAsync(folder, TestStudio.Dispatch))
        {
            (_, jobId) = await first.StartRunAsync("epochs=60 epochMs=50");
            await first.WaitForEpochAsync(jobId, 2);
            processId = (await first.Get<JobStore>().FindAsync(jobId))!.ProcessId!.Value;
        }

        // Another port, so the old process calls in vain.
        var impatient = new JobOptions
        {
            TrainingProgram = TestStudio.Dispatch.TrainingProgram,
            Pulse = TimeSpan.FromMilliseconds(50),
            Lease = TimeSpan.FromSeconds(8),
        };
        await using var second = await TestStudio.StartAsync(folder, impatient);
        var job = await second.WaitForEndAsync(jobId);

        Assert.Equal((JobState.Succeeded, 2), (job.State, job.Attempt));
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(processId));
    }

    static string FreeUrl()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }
}
