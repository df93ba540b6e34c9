using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Studio.Contracts.Jobs;
using Studio.Storage;

namespace Studio.Features.Jobs;

/// <summary>Job processes attached to this process, and the commands they have received.</summary>
public sealed class WorkerConnections(IHubContext<WorkerHub> hub, JobStore jobs)
{
    sealed record Attached(string ConnectionId, JobCommand? Sent);

    readonly ConcurrentDictionary<Guid, Attached> attached = new();
    readonly ConcurrentDictionary<Guid, DateTimeOffset> heard = new();

    /// <summary>The latest connection of a job is the one that counts.</summary>
    public void Add(Guid jobId, string connectionId) => attached[jobId] = new Attached(connectionId, Sent: null);

    /// <summary>
    /// A process gave a sign of life. Kept beside the lease, which cannot be renewed while the disk is full: a process must
    /// not be ended for that.
    /// </summary>
    public void NoteHeard(Guid jobId) => heard[jobId] = DateTimeOffset.UtcNow;

    /// <summary>When a job's process was heard last, null when never by this studio.</summary>
    public DateTimeOffset? LastHeard(Guid jobId) => heard.TryGetValue(jobId, out var time) ? time : null;

    /// <summary>The process is gone.</summary>
    public void Forget(Guid jobId) => heard.TryRemove(jobId, out _);

    public void Remove(string connectionId)
    {
        foreach (var entry in attached.Where(entry => entry.Value.ConnectionId == connectionId))
            attached.TryRemove(entry);
    }

    /// <summary>
    /// Passes on what people asked for since last time. Stop, cancel and pause stay with the job, so that a process that
    /// connects later obeys too; resume only takes pause back.
    /// </summary>
    public async Task RelayCommandsAsync(CancellationToken cancellationToken)
    {
        foreach (var (jobId, connection) in attached)
        {
            var job = await jobs.FindAsync(jobId, cancellationToken);
            if (job is null || job.Command == connection.Sent)
                continue;
            if (job.Command is { } command)
                await hub.Clients.Client(connection.ConnectionId).SendAsync(WorkerProtocol.Command, command, cancellationToken);
            attached.TryUpdate(jobId, connection with { Sent = job.Command }, connection);
            if (job.Command == JobCommand.Resume)
                await jobs.ClearCommandAsync(jobId, JobCommand.Resume, cancellationToken);
        }
    }
}
