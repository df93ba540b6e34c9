using Studio.Storage;

namespace Studio.Features.Jobs;

/// <summary>Which job may start beside those that run.</summary>
public static class JobLanes
{
    /// <summary>Where a job of a run computes: without a GPU everything is on the processor, and "auto" takes the GPU.</summary>
    /// <param name="device">auto, cpu or cuda.</param>
    public static JobLane Of(string device, bool hasGpu) => hasGpu && device != "cpu" ? JobLane.Gpu : JobLane.Processor;

    /// <summary>Lanes in which a job may start now.</summary>
    /// <param name="running">Lanes of the jobs that run, also of paused ones: they keep their memory.</param>
    public static IReadOnlyList<JobLane> Free(IReadOnlyCollection<JobLane> running, bool hasGpu, JobOptions options)
    {
        var onGpu = running.Count(lane => lane == JobLane.Gpu);
        var onProcessor = running.Count - onGpu;
        var free = new List<JobLane>();
        if (hasGpu && onGpu == 0 && (options.ProcessorBesideGpu || onProcessor == 0))
            free.Add(JobLane.Gpu);
        if (onProcessor + (options.ProcessorBesideGpu ? 0 : onGpu) < options.Capacity)
            free.Add(JobLane.Processor);
        return free;
    }
}
