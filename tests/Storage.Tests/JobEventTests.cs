using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Xunit;

namespace Studio.Storage.Tests;

public sealed class JobEventTests
{
    [Fact]
    public async Task AppendAsync_Resent_IsStoredOnceInOrder()
    {
        await using var folder = await TestFolder.CreateAsync();
        var job = await SeedAsync(folder);

        Assert.Equal(0, await folder.Events.GetLastSequenceAsync(job));
        Assert.Equal(2, await folder.Events.AppendAsync(job, [Step(2), Step(1)]));
        Assert.Equal(3, await folder.Events.AppendAsync(job, [Step(1), Step(2), Step(3)]));
        Assert.Equal(3, await folder.Events.AppendAsync(job, []));

        Assert.Equal([1, 2, 3], (await folder.Events.ReadAsync(job)).Select(item => item.Sequence));
        Assert.Equal([3L], (await folder.Events.ReadAsync(job, afterSequence: 2)).Select(item => item.Sequence));
        Assert.Equal([1L], (await folder.Events.ReadAsync(job, limit: 1)).Select(item => item.Sequence));
    }

    [Fact]
    public async Task AppendAsync_Gap_WaitsForTheMissingEvent()
    {
        await using var folder = await TestFolder.CreateAsync();
        var job = await SeedAsync(folder);

        Assert.Equal(1, await folder.Events.AppendAsync(job, [Step(1), Step(3)]));
        Assert.Equal(4, await folder.Events.AppendAsync(job, [Step(2), Step(3), Step(4)]));

        Assert.Equal([1, 2, 3, 4], (await folder.Events.ReadAsync(job)).Select(item => item.Sequence));
    }

    [Fact]
    public async Task AppendAsync_SameBatchFromManyConnections_IsStoredOnce()
    {
        await using var folder = await TestFolder.CreateAsync();
        var job = await SeedAsync(folder);
        var batch = Enumerable.Range(1, 50).Select(number => (JobEvent)Step(number)).ToList();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => new JobEventStore(folder.OpenAgain()).AppendAsync(job, batch)));

        Assert.Equal(50, (await folder.Events.ReadAsync(job)).Count);
    }

    [Fact]
    public async Task ReadAsync_EveryKind_ComesBackAsItWas()
    {
        await using var folder = await TestFolder.CreateAsync();
        var job = await SeedAsync(folder);
        var time = new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);
        var outline = new ClassOutline(1, "M0 0h1v1h-1z");
        JobEvent[] events =
        [
            new JobStarted("cpu", "1.13.1", 2, "bfloat16", 1000, 10, 3, 2, 24, 5, 0, [0.1]) { Sequence = 1, Time = time },
            new EpochMetrics(1, 0.5, 0.4, [0.3, null], 0.3, 1e-3, 12.5, 1 << 20, null, 30, true) { Sequence = 2, Time = time },
            new PredictionStrip(1, [new PredictedImage(1, "0072", [null], [outline], [])], []) { Sequence = 3, Time = time },
            new CheckpointSaved(1, new BlobReference("ab", 3), true) { Sequence = 4, Time = time },
            new JobEnded(JobState.Failed, "Memory ran out.", "stack") { Sequence = 5, Time = time },
        ];

        await folder.Events.AppendAsync(job, events);
        var read = await folder.Events.ReadAsync(job);

        Assert.Equal(events.Select(item => item.GetType()), read.Select(item => item.GetType()));
        Assert.All(read, item => Assert.Equal(time, item.Time));
        Assert.Equal([0.3, null], ((EpochMetrics)read[1]).ValidationScores);
        Assert.Equal([outline], ((PredictionStrip)read[2]).Typical[0].Truth);
        Assert.Equal(events[3], read[3]);
        Assert.Equal(events[4], read[4]);
        Assert.Equal("ended", await folder.ScalarAsync<string>("SELECT kind FROM job_event WHERE sequence = 5"));
    }

    static StepMetrics Step(long sequence) => new(1, sequence, 0.5, 1e-3, 10, 1000) { Sequence = sequence };

    static async Task<Guid> SeedAsync(TestFolder folder)
    {
        var run = await folder.AddRunAsync();
        return (await folder.Jobs.EnqueueAsync(JobKind.Train, run.Id, "{}")).Id;
    }
}
