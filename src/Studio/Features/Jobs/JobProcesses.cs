using Studio.Contracts.Jobs;
using Studio.Features.Admin;
using Studio.Storage;

namespace Studio.Features.Jobs;

/// <summary>Starts, finds again, watches and ends the processes of running jobs.</summary>
public sealed partial class JobProcesses(
    DataFolder folder,
    JobStore jobs,
    RunStore runs,
    AcceleratorReader accelerator,
    IJobLauncher launcher,
    JobAftermath aftermath,
    JobReports reports,
    WorkerConnections connections,
    JobOptions options,
    ILogger<JobProcesses> log) : IDisposable
{
    readonly List<RunningJob> running = [];
    readonly string owner = $"{Environment.MachineName}/{Environment.ProcessId}";

    public int Count => running.Count;

    /// <summary>
    /// Takes over the jobs that a dispatcher before this one left running. A process that still runs gets another lease to
    /// connect again; a job whose process is gone is settled at once.
    /// </summary>
    public async Task AdoptAsync(CancellationToken cancellationToken)
    {
        foreach (var job in await jobs.ListOpenAsync(cancellationToken))
        {
            if (job.State != JobState.Running || !IsMine(job))
                continue;
            var logFile = LogFileOf(job);
            if (job.ProcessId is { } id && launcher.FindRunning(id, logFile) is { } process)
            {
                LogAdopted(job.Id, process.Id);
                await jobs.RenewLeaseAsync(job.Id, job.LeaseOwner ?? "", options.Lease, cancellationToken);
                running.Add(new RunningJob(job.Id, job.Attempt, await LaneOfAsync(job, cancellationToken), process, logFile));
            }
            else
            {
                await aftermath.SettleAsync(
                    job.Id, job.Attempt, ProcessEnd.Describe(null, LogTail.Read(logFile)), LogTail.Read(logFile), cancellationToken);
            }
        }
    }

    /// <summary>Starts the next job that waits and has room; false when none does.</summary>
    public async Task<bool> StartNextAsync(string studioUrl, CancellationToken cancellationToken)
    {
        if (await ClaimAsync(cancellationToken) is not { } claimed)
            return false;
        var lane = await LaneOfAsync(claimed.Job, cancellationToken);
        var logFile = LogFileOf(claimed.Job);
        try
        {
            var process = launcher.Start(new JobLaunch(studioUrl, claimed.Token, logFile));
            running.Add(new RunningJob(claimed.Job.Id, claimed.Job.Attempt, lane, process, logFile));
            LogStarted(claimed.Job.Id, claimed.Job.Attempt, process.Id);
            await jobs.SetProcessAsync(claimed.Job.Id, process.Id, cancellationToken);
        }
        catch (Exception problem) when (problem is TrainingProgramMissingException or IOException or System.ComponentModel.Win32Exception)
        {
            await reports.EndForProcessAsync(claimed.Job.Id, JobState.Failed, problem.Message, null, cancellationToken);
        }

        return true;
    }

    async Task<ClaimedJob?> ClaimAsync(CancellationToken cancellationToken)
    {
        var hasGpu = await HasGpuAsync(cancellationToken);
        var free = JobLanes.Free([.. running.Select(item => item.Lane)], hasGpu, options);
        if (free.Count == 0)
            return null;
        if (options.OnlyJob is { } only)
            return running.Count == 0 ? await jobs.ClaimAsync(only, owner, options.Lease, cancellationToken) : null;
        return await jobs.ClaimNextAsync(owner, options.Lease, hasGpu && free is [var lane] ? lane : null, cancellationToken);
    }

    async Task<JobLane> LaneOfAsync(Job job, CancellationToken cancellationToken)
    {
        var run = await runs.FindAsync(job.RunId, cancellationToken);
        return JobLanes.Of(run?.Device ?? "auto", await HasGpuAsync(cancellationToken));
    }

    async Task<bool> HasGpuAsync(CancellationToken cancellationToken) => await accelerator.ReadAsync(cancellationToken) is not null;

    /// <summary>Ends what outstays its time and settles what is gone.</summary>
    public async Task InspectAsync(CancellationToken cancellationToken)
    {
        foreach (var item in running.ToList())
        {
            var job = await jobs.FindAsync(item.Id, cancellationToken);
            if (!item.Process.HasExited && job is not null && item.Outstays(job, connections.LastHeard(item.Id), DateTimeOffset.UtcNow, options))
                await EndProcessAsync(item, cancellationToken);
            if (!item.Process.HasExited)
                continue;
            var tail = LogTail.Read(item.LogFile);
            var cause = item.WasEndedHere
                ? "The training process stopped answering and was ended."
                : ProcessEnd.Describe(item.Process.ExitCode, tail);
            await aftermath.SettleAsync(item.Id, item.Attempt, cause, tail, cancellationToken);
            running.Remove(item);
            connections.Forget(item.Id);
            item.Dispose();
        }
    }

    /// <summary>Ends every process at once and cancels its job: the command that waited for it is going away.</summary>
    public async Task EndAllAsync(CancellationToken cancellationToken)
    {
        foreach (var item in running)
        {
            await EndProcessAsync(item, cancellationToken);
            if (await jobs.FindAsync(item.Id, cancellationToken) is { State: JobState.Running })
                await reports.EndForProcessAsync(item.Id, JobState.Cancelled, "Cancelled: the command that started it was ended.", null, cancellationToken);
        }
    }

    public void Dispose() => running.ForEach(item => item.Dispose());

    /// <summary>Where the output of a job's present attempt goes.</summary>
    public string LogFileOf(Job job) => Path.Combine(folder.WorkOf(job.Id), $"attempt-{job.Attempt}.log");

    static async Task EndProcessAsync(RunningJob item, CancellationToken cancellationToken)
    {
        item.WasEndedHere = true;
        item.Process.Kill();
        for (var wait = 0; wait < 100 && !item.Process.HasExited; wait++)
            await Task.Delay(20, cancellationToken);
    }

    /// <summary>A command that runs one job leaves the others alone.</summary>
    bool IsMine(Job job) => options.OnlyJob is null || options.OnlyJob == job.Id;

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId}, attempt {Attempt}: process {ProcessId} started.")]
    partial void LogStarted(Guid jobId, int attempt, int processId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId}: process {ProcessId} of an earlier studio goes on.")]
    partial void LogAdopted(Guid jobId, int processId);
}
