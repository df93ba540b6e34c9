using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Runs;

/// <summary>What a waiting run waits for, in words.</summary>
public static class QueueWording
{
    /// <param name="place">1 is next.</param>
    /// <param name="device">auto, cpu or cuda, as the run asks.</param>
    /// <param name="running">The jobs that run now.</param>
    public static string Waiting(int place, string device, IReadOnlyList<RunningJob> running)
    {
        if (FindBlocker(device, running) is not { } blocker)
            return place == 1 ? "It is next and starts in a moment." : $"Place {place} in the queue.";
        var name = $"{blocker.Name} of “{blocker.ProjectName}”";
        var where = blocker.Lane == JobLane.Gpu ? "the GPU" : "the processor";
        var front = place == 1 ? "It is next" : $"Place {place} in the queue";
        if (blocker.IsPaused)
            return $"{front}. {name} is paused and keeps {where}: let it go on or stop it.";
        var end = blocker.TimeLeft is { } left ? $", about {Wording.Duration(left)} from now" : "";
        return place == 1
            ? $"It is next and starts when {name} {(blocker.Lane == JobLane.Gpu ? "frees the GPU" : "ends")}{end}."
            : $"{front}. {name} is at work{(blocker.Lane == JobLane.Gpu ? " on the GPU" : "")}{(end.Length > 0 ? $" and ends{end[1..]}" : "")}.";
    }

    /// <summary>The job on the GPU keeps it from whoever may use it; else the oldest one counts.</summary>
    static RunningJob? FindBlocker(string device, IReadOnlyList<RunningJob> running)
    {
        var wanted = device == "cpu" ? JobLane.Processor : JobLane.Gpu;
        return running.FirstOrDefault(job => job.Lane == wanted) ?? (running is [var oldest, ..] ? oldest : null);
    }
}
