using Studio.Contracts.Jobs;

namespace Studio.Training.Worker;

/// <summary>Events on their way: numbered on arrival, written to the log, kept until the studio acknowledges them.</summary>
sealed class EventQueue : IDisposable
{
    /// <summary>Length of the events of one batch, unless a single one is longer: far below what a message may hold.</summary>
    const long LargestBatch = 8 << 20;

    readonly Lock gate = new();
    readonly EventLog log;
    readonly List<(JobEvent Item, string Line)> unwritten = [];
    readonly List<(JobEvent Item, int Length)> pending;
    readonly SemaphoreSlim arrived = new(0);
    long last;

    public EventQueue(EventLog log)
    {
        this.log = log;
        pending = [.. log.Recovered.Select(item => (item, EventLog.ToLine(item).Length))];
        last = pending.Count > 0 ? pending[^1].Item.Sequence : 0;
    }

    public bool IsEmpty
    {
        get
        {
            lock (gate)
            {
                return unwritten.Count == 0 && pending.Count == 0;
            }
        }
    }

    public void Add(JobEvent item)
    {
        lock (gate)
        {
            // Turned into text here, so that an event that cannot be is a failure of the job and not of the connection.
            var numbered = item with { Sequence = last + 1, Time = DateTimeOffset.UtcNow };
            unwritten.Add((numbered, EventLog.ToLine(numbered)));
            last++;
        }

        arrived.Release();
    }

    /// <summary>The studio stored everything up to this number. Answers the events that are done.</summary>
    public IReadOnlyList<JobEvent> Acknowledge(long sequence)
    {
        lock (gate)
        {
            // Another attempt with another folder may have counted further; numbers must never repeat.
            last = Math.Max(last, sequence);
            var count = pending.TakeWhile(entry => entry.Item.Sequence <= sequence).Count();
            var done = Items(count);
            pending.RemoveRange(0, count);
            return done;
        }
    }

    /// <summary>Writes what arrived to disk and answers the oldest events not yet acknowledged, as many as one message holds.</summary>
    /// <exception cref="IOException">The disk is full or failed; nothing is lost, the next call tries again.</exception>
    public IReadOnlyList<JobEvent> NextBatch(int most)
    {
        lock (gate)
        {
            if (unwritten.Count > 0)
            {
                log.Append(unwritten.Select(entry => entry.Line));
                pending.AddRange(unwritten.Select(entry => (entry.Item, entry.Line.Length)));
                unwritten.Clear();
            }

            long length = 0;
            return Items(pending.Take(most).TakeWhile((entry, place) => (length += entry.Length) <= LargestBatch || place == 0).Count());
        }
    }

    /// <summary>Writes what arrived to disk, if there is room; otherwise it stays in memory for the next time.</summary>
    public void TryWrite()
    {
        try
        {
            NextBatch(0);
        }
        catch (IOException problem)
        {
            ProcessLog.Write($"The event log cannot be written: {problem.Message}");
        }
    }

    List<JobEvent> Items(int count) => pending.GetRange(0, count).ConvertAll(entry => entry.Item);

    public Task WaitAsync(TimeSpan most, CancellationToken cancellationToken) => arrived.WaitAsync(most, cancellationToken);

    public void Dispose()
    {
        log.Dispose();
        arrived.Dispose();
    }
}
