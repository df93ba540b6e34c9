using Studio.Storage;

namespace Studio.Features.Jobs;

/// <summary>
/// Starts waiting jobs and looks after their processes while this process holds the <see cref="DispatcherLock"/>. When
/// the server stops, job processes go on and connect to the next server; those of a command line end with it.
/// </summary>
public sealed partial class JobDispatcher(
    DataFolder folder,
    JobProcesses processes,
    WorkerConnections connections,
    StudioAddress address,
    JobOptions options,
    IHostApplicationLifetime lifetime,
    ILogger<JobDispatcher> log) : BackgroundService
{
    DispatcherLock? held;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Only then is there an address to give to job processes.
        var started = new TaskCompletionSource();
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await connections.RelayCommandsAsync(stoppingToken);
                await DispatchAsync(stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                // A full disk or a busy database passes; the next pulse tries again.
                LogPulseFailed(problem);
            }

            await Task.Delay(options.Pulse, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (options.OnlyJob is not null)
            await processes.EndAllAsync(CancellationToken.None);
        held?.Dispose();
        held = null;
    }

    async Task DispatchAsync(CancellationToken cancellationToken)
    {
        if (!options.Dispatches)
            return;
        if (held is null)
        {
            held = DispatcherLock.TryAcquire(folder);
            if (held is null)
                return;
            await processes.AdoptAsync(cancellationToken);
        }

        await processes.InspectAsync(cancellationToken);
        while (await processes.StartNextAsync(address.ForLocalProcesses(), cancellationToken))
        {
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Looking after the jobs failed; it is tried again.")]
    partial void LogPulseFailed(Exception problem);
}
