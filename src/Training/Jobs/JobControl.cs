using Studio.Contracts.Jobs;

namespace Studio.Training.Jobs;

/// <summary>A person asked to end the job and keep nothing but its history.</summary>
sealed class JobCancelledException() : OperationCanceledException("The job was cancelled.");

/// <summary>What was asked of the running job; the training thread looks here at every step.</summary>
sealed class JobControl : IDisposable
{
    readonly ManualResetEventSlim running = new(initialState: true);
    readonly CancellationTokenSource cancelled = new();
    volatile bool stopAsked;

    /// <summary>End after this step, keep the best checkpoint.</summary>
    public bool StopAsked => stopAsked;

    /// <summary>Set by <see cref="JobCommand.Cancel"/>.</summary>
    public CancellationToken Cancelled => cancelled.Token;

    public bool IsPaused => !running.IsSet;

    public void Obey(JobCommand command)
    {
        switch (command)
        {
            case JobCommand.Pause:
                running.Reset();
                break;
            case JobCommand.Resume:
                running.Set();
                break;
            case JobCommand.Stop:
                stopAsked = true;
                running.Set();
                break;
            case JobCommand.Cancel:
                cancelled.Cancel();
                break;
        }
    }

    /// <summary>Returns at once, waits while the job is paused, or throws.</summary>
    /// <exception cref="JobCancelledException">The job was cancelled.</exception>
    public void Check()
    {
        try
        {
            running.Wait(Cancelled);
        }
        catch (OperationCanceledException)
        {
            throw new JobCancelledException();
        }

        if (Cancelled.IsCancellationRequested)
        {
            throw new JobCancelledException();
        }
    }

    /// <summary>Waits so long, or until the job is cancelled.</summary>
    /// <exception cref="JobCancelledException">The job was cancelled.</exception>
    public void Wait(TimeSpan time)
    {
        Cancelled.WaitHandle.WaitOne(time);
        Check();
    }

    public void Dispose()
    {
        running.Dispose();
        cancelled.Dispose();
    }
}
