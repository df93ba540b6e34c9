using System.Collections.Concurrent;
using System.Diagnostics;

namespace Studio.Storage;

/// <summary>
/// Lets the writes of this process take turns, and commits those that wait at the same moment together: a flush to the
/// disk costs the same for one stroke as for twenty. A write is answered only after the commit that holds it. Without
/// turns many writers would wake up at random, find the file held and sleep again.
/// </summary>
/// <param name="commit">Runs work in one durable transaction; the work may run again when another process holds the file.</param>
sealed class WriteQueue(Action<Action<DatabaseSession>, CancellationToken> commit)
{
    /// <summary>A group takes no further write after this time, so that a long one holds up few others.</summary>
    static readonly TimeSpan LongestGroup = TimeSpan.FromMilliseconds(10);

    readonly ConcurrentQueue<WaitingWrite> waiting = new();
    int running;

    public Task<T> AddAsync<T>(Func<DatabaseSession, T> write, CancellationToken cancellationToken)
    {
        var added = new WaitingWrite<T>(write, cancellationToken);
        waiting.Enqueue(added);
        RunIfIdle();
        return added.Answered;
    }

    void RunIfIdle()
    {
        if (Interlocked.CompareExchange(ref running, 1, 0) == 0)
        {
            _ = Task.Run(RunAll);
        }
    }

    void RunAll()
    {
        while (TryTake(out var first))
        {
            RunGroup(first);
        }

        Volatile.Write(ref running, 0);
        // One that was added after the last look and before the mark was taken away.
        if (!waiting.IsEmpty)
        {
            RunIfIdle();
        }
    }

    /// <summary>The next write that is still wanted.</summary>
    bool TryTake(out WaitingWrite next)
    {
        while (waiting.TryDequeue(out next!))
        {
            if (!next.Cancellation.IsCancellationRequested)
            {
                return true;
            }

            next.Cancel();
        }

        return false;
    }

    void RunGroup(WaitingWrite first)
    {
        var group = new List<WaitingWrite> { first };
        try
        {
            commit(session => RunTogether(group, session), CancellationToken.None);
        }
        catch (Exception) when (group.Count > 1)
        {
            // Nothing of the group is stored. Alone, each of them gets its own outcome and its own error.
            group.ForEach(RunAlone);
            return;
        }
        catch (Exception exception)
        {
            first.Fail(exception);
            return;
        }

        group.ForEach(write => write.Answer());
    }

    void RunTogether(List<WaitingWrite> group, DatabaseSession session)
    {
        var started = Stopwatch.GetTimestamp();
        // When the group runs again it begins with those that it had.
        group.ForEach(write => write.Run(session));
        while (Stopwatch.GetElapsedTime(started) < LongestGroup && TryTake(out var next))
        {
            group.Add(next);
            next.Run(session);
        }
    }

    void RunAlone(WaitingWrite write)
    {
        try
        {
            commit(write.Run, write.Cancellation);
        }
        catch (OperationCanceledException) when (write.Cancellation.IsCancellationRequested)
        {
            write.Cancel();
            return;
        }
        catch (Exception exception)
        {
            write.Fail(exception);
            return;
        }

        write.Answer();
    }

    abstract class WaitingWrite(CancellationToken cancellation)
    {
        public CancellationToken Cancellation => cancellation;

        public abstract void Run(DatabaseSession session);

        public abstract void Answer();

        public abstract void Cancel();

        public abstract void Fail(Exception exception);
    }

    sealed class WaitingWrite<T>(Func<DatabaseSession, T> write, CancellationToken cancellation) : WaitingWrite(cancellation)
    {
        // Whoever waits goes on elsewhere: the queue's thread has the next group to commit.
        readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        T result = default!;

        public Task<T> Answered => answer.Task;

        public override void Run(DatabaseSession session) => result = write(session);

        public override void Answer() => answer.SetResult(result);

        public override void Cancel() => answer.SetCanceled(Cancellation);

        public override void Fail(Exception exception) => answer.SetException(exception);
    }
}
