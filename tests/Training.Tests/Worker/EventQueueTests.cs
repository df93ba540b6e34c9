using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Training.Worker;

namespace Studio.Training.Tests.Worker;

public sealed class EventQueueTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Three events of three million characters and small ones: what would be too long waits for the next message.</summary>
    [Fact]
    public void NextBatch_LongEvents_FillsAMessageAndNoMore()
    {
        using (var queue = new EventQueue(EventLog.Open(folder.File("events"))))
        {
            for (var number = 0; number < 3; number++)
            {
                queue.Add(Long(3_000_000));
            }

            queue.Add(new JobProgress("x", 1, 2, null));
            Assert.Equal([1L, 2], queue.NextBatch(200).Select(item => item.Sequence));
            queue.Acknowledge(1);
            Assert.Equal([2L, 3, 4], queue.NextBatch(200).Select(item => item.Sequence));
        }

        // After a restart the same holds for what was read from the log.
        using var again = new EventQueue(EventLog.Open(folder.File("events")));
        Assert.Equal([1L, 2], again.NextBatch(200).Select(item => item.Sequence));
        again.Acknowledge(3);
        Assert.Equal([4L], again.NextBatch(200).Select(item => item.Sequence));
    }

    [Fact]
    public void NextBatch_OneEventLongerThanAMessageShouldBe_GoesAlone()
    {
        using var queue = new EventQueue(EventLog.Open(folder.File("events")));
        queue.Add(Long(10_000_000));
        queue.Add(Long(10));
        Assert.Equal([1L], queue.NextBatch(200).Select(item => item.Sequence));
        queue.Acknowledge(1);
        Assert.Equal([2L], queue.NextBatch(200).Select(item => item.Sequence));
    }

    static EvaluatedImages Long(int length) => new(
        [new ImageResult(1, "a", "p", new Dictionary<string, double?>(), [new ClassOutline(1, new string('M', length))], [])]);
}
