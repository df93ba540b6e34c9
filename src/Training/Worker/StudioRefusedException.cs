using System.Net;
using Microsoft.AspNetCore.SignalR;
using Studio.Contracts.Jobs;

namespace Studio.Training.Worker;

/// <summary>The studio no longer accepts this attempt's token: the job was cancelled or another process took it over.</summary>
sealed class StudioRefusedException() : Exception("The studio no longer accepts this job attempt: it was cancelled or taken over by another process.")
{
    public static bool IsRefusal(HttpStatusCode? status) =>
        status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.Gone;

    public static bool IsRefusal(HubException problem) =>
        problem.Message.Contains(WorkerProtocol.NoLongerYours, StringComparison.OrdinalIgnoreCase);
}
