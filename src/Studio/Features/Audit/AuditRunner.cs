using System.Collections.Concurrent;
using System.Diagnostics;
using Studio.Storage;

namespace Studio.Features.Audit;

/// <summary>
/// Audits in the background of the web studio: when a person asks, and by itself when a version was frozen, whoever froze it.
/// Nobody has to keep a page open.
/// </summary>
public sealed partial class AuditRunner(
    AuditRecorder recorder, AuditRunStore runs, ProjectStore projects, DatasetVersionStore versions, ILogger<AuditRunner> logger)
    : BackgroundService
{
    /// <summary>How long a frozen version waits at most.</summary>
    static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(3);

    /// <summary>How long a project is left alone whose audit could not even begin.</summary>
    static readonly TimeSpan Rest = TimeSpan.FromMinutes(10);

    readonly ConcurrentDictionary<long, Task> busy = new();
    readonly ConcurrentDictionary<long, long> failed = new();
    CancellationToken stopping;

    /// <summary>Whether this process audits the project, or is about to.</summary>
    public bool IsBusy(long projectId) => busy.ContainsKey(projectId);

    /// <summary>Begins an audit. Nothing happens where one of the project runs.</summary>
    /// <param name="userId">Who asks; null: the studio by itself.</param>
    /// <param name="onlyCheck">As of <see cref="AuditRecorder.RunAsync"/>.</param>
    public void Start(long projectId, long? userId, string? onlyCheck = null) => _ = StartAsync(projectId, userId, onlyCheck);

    /// <summary>Begins an audit unless one of exactly these data went to its end.</summary>
    public async Task StartIfChangedAsync(long projectId, string dataHash, CancellationToken cancellationToken = default)
    {
        if (await runs.FindDoneAsync(projectId, dataHash, cancellationToken) is null)
            Start(projectId, userId: null);
    }

    /// <inheritdoc cref="StartIfChangedAsync(long, string, CancellationToken)"/>
    public async Task StartIfChangedAsync(long projectId, CancellationToken cancellationToken = default) => await StartIfChangedAsync(
        projectId, await versions.HashNextAsync(projectId, cancellationToken), cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        stopping = stoppingToken;
        using var timer = new PeriodicTimer(LookInterval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await AuditNewVersionsAsync();
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(busy.Values);
    }

#pragma warning disable CA1031 // One look that fails must not end the looks after it; it is logged.
    async Task AuditNewVersionsAsync()
    {
        try
        {
            // One after the other: after an update every project may want one.
            foreach (var projectId in (await runs.ListUnauditedAsync(stopping)).Where(id => !failed.TryGetValue(id, out var at) || Stopwatch.GetElapsedTime(at) > Rest))
                await StartAsync(projectId, userId: null, onlyCheck: null);
        }
        catch (Exception fault) when (!stopping.IsCancellationRequested)
        {
            LogFailure(0, fault);
        }
    }

    async Task RunAsync(long projectId, long? userId, string? onlyCheck)
    {
        try
        {
            if (await projects.FindAsync(projectId, stopping) is { } project)
                await recorder.RunAsync(project, userId, onlyCheck, progress: null, stopping);
        }
        catch (OperationCanceledException)
        {
            // By a person, or by the end of the studio; what had ended is stored.
        }
        catch (Exception fault)
        {
            failed[projectId] = Stopwatch.GetTimestamp();
            LogFailure(projectId, fault);
        }
    }
#pragma warning restore CA1031

    /// <summary>Ends when the audit does; never with an exception.</summary>
    Task StartAsync(long projectId, long? userId, string? onlyCheck)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!busy.TryAdd(projectId, started.Task))
            return Task.CompletedTask;
        // The checks count pixels: not on the thread of the page that asks.
        return Task.Run(async () =>
        {
            await RunAsync(projectId, userId, onlyCheck);
            busy.TryRemove(projectId, out _);
            started.SetResult();
        });
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The audit of project {ProjectId} failed")]
    partial void LogFailure(long projectId, Exception fault);
}
