using Studio.Contracts.Jobs;

namespace Studio.Features.Jobs;

/// <summary>How this process takes part in running jobs.</summary>
public sealed class JobOptions
{
    /// <summary>False for a process that only looks on; queued jobs wait for another one.</summary>
    public bool Dispatches { get; init; } = true;

    /// <summary>Job processes on the processor at the same time. One by default: two trainings on one machine slow each other down.</summary>
    public int Capacity { get; init; } = 1;

    /// <summary>
    /// Whether jobs on the processor run beside one on the GPU. Not by default: a training on the GPU needs the processor
    /// to prepare its images.
    /// </summary>
    public bool ProcessorBesideGpu { get; init; }

    /// <summary>
    /// Set by a command-line verb before the host starts: run this job and no other, and end its process with this one.
    /// </summary>
    public Guid? OnlyJob { get; set; }

    /// <summary>Path of the training program; null: <c>STUDIO_TRAINING</c>, else beside the studio.</summary>
    public string? TrainingProgram { get; init; }

    /// <summary>How long a job may stay silent before it is started again.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(WorkerProtocol.LeaseSeconds);

    /// <summary>How often the queue, the commands and the leases are looked at.</summary>
    public TimeSpan Pulse { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a cancelled job may take to end by itself before its process is ended.</summary>
    public TimeSpan CancelGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a process may take to leave after its job has ended.</summary>
    public TimeSpan ExitGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Largest checkpoint or package file that a job may store.</summary>
    public long MaximumBlobBytes { get; init; } = 16L << 30;
}
