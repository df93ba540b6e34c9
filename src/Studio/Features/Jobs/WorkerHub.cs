using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Studio.Contracts.Jobs;
using Studio.Storage;

namespace Studio.Features.Jobs;

/// <summary>Where job processes report; see <see cref="WorkerProtocol"/>. Every call checks that the attempt is still the present one.</summary>
[Authorize(AuthenticationSchemes = JobTokenAuthentication.SchemeName)]
public sealed class WorkerHub(JobStore jobs, JobEventStore events, JobReports reports, WorkerConnections connections, JobOptions options) : Hub
{
    public async Task<long> Attach()
    {
        var job = await RequireJobAsync();
        await RenewAsync(job);
        connections.Add(job.Id, Context.ConnectionId);
        return await events.GetLastSequenceAsync(job.Id, Context.ConnectionAborted);
    }

    public async Task<long> Report(JobEvent[] reported)
    {
        var job = await RequireJobAsync();
        try
        {
            return await reports.TakeAsync(job, reported, Context.ConnectionAborted);
        }
        catch (Exception refused) when (refused is StorageException or MissingBlobException)
        {
            throw new HubException(refused.Message, refused);
        }
    }

    public async Task Heartbeat() => await RenewAsync(await RequireJobAsync());

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        connections.Remove(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }

    async Task RenewAsync(Job job)
    {
        connections.NoteHeard(job.Id);
        if (!await jobs.RenewLeaseAsync(job.Id, job.LeaseOwner ?? "", options.Lease, Context.ConnectionAborted))
            throw NoLongerYours();
    }

    async Task<Job> RequireJobAsync() =>
        await JobTokenAuthentication.FindJobAsync(Context.User, jobs, Context.ConnectionAborted) ?? throw NoLongerYours();

    static HubException NoLongerYours() => new($"Refused, {WorkerProtocol.NoLongerYours}: the job has ended or was started again.");
}
