using Studio.Contracts;
using Studio.Contracts.Jobs;
using Studio.Training.Worker;

namespace Studio.Training.Jobs;

/// <summary>A disk without room makes a training wait: hours of work are worth more than an early end.</summary>
sealed class FullDisk(IJobReporter reporter, JobControl control)
{
    /// <summary>How often it is tried again.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Writes, as often as it takes until there is room. Says so once, and when it goes on.</summary>
    /// <param name="what">What needs room, in words.</param>
    /// <param name="write">Leaves nothing half done behind.</param>
    /// <exception cref="JobCancelledException">A person cancelled the job while it waited.</exception>
    public void Write(string what, Action write)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                write();
                if (tries > 0)
                {
                    reporter.Report(new JobNote("info", "There is room on the disk again, training goes on."));
                }

                return;
            }
            catch (IOException problem) when (DiskRoom.IsMissing(problem))
            {
                if (tries == 0)
                {
                    reporter.Report(new JobNote(
                        "warning",
                        $"The disk of the work folder is full, and {what} needs room. Training waits and goes on by itself once there is some; nothing is lost."));
                }

                control.Wait(Pause);
            }
        }
    }
}
