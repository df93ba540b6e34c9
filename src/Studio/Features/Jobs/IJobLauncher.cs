namespace Studio.Features.Jobs;

/// <summary>What a job process is started with.</summary>
/// <param name="Token">Secret of this attempt; opens this job's data and nothing else.</param>
/// <param name="LogFile">Receives what the process writes; one file per attempt, so it also identifies the process.</param>
public sealed record JobLaunch(string StudioUrl, string Token, string LogFile);

/// <summary>Starts job processes: on this machine today, through a scheduler such as Slurm later.</summary>
public interface IJobLauncher
{
    /// <exception cref="TrainingProgramMissingException">There is nothing to start.</exception>
    IJobProcess Start(JobLaunch launch);

    /// <summary>The process of an attempt that an earlier studio started, or null when it is gone.</summary>
    IJobProcess? FindRunning(int processId, string logFile);
}

/// <summary>A started job process.</summary>
public interface IJobProcess : IDisposable
{
    int Id { get; }

    bool HasExited { get; }

    /// <summary>Exit code, above 128 for a signal; null while it runs, or when another studio started it.</summary>
    int? ExitCode { get; }

    /// <summary>Ends the process and its children at once.</summary>
    void Kill();
}
