namespace Studio.Contracts.Jobs;

/// <summary>
/// The seam between the studio and a job process: environment variables, hub methods, HTTP routes.
/// The token is per job attempt and travels as <c>Authorization: Bearer …</c>, on the hub as <c>access_token</c>.
/// </summary>
public static class WorkerProtocol
{
    public const string UrlVariable = "STUDIO_URL";
    public const string TokenVariable = "STUDIO_JOB_TOKEN";

    /// <summary>SignalR hub of job processes.</summary>
    public const string HubPath = "/hubs/worker";

    /// <summary>Worker → studio: <c>Task&lt;long&gt; Attach()</c>; answers the last stored sequence.</summary>
    public const string Attach = "Attach";

    /// <summary>Worker → studio: <c>Task&lt;long&gt; Report(JobEvent[] events)</c>; answers the last stored sequence.</summary>
    public const string Report = "Report";

    /// <summary>Worker → studio: <c>Task Heartbeat()</c>; renews the lease.</summary>
    public const string Heartbeat = "Heartbeat";

    /// <summary>Studio → worker: <c>Command(JobCommand command)</c>.</summary>
    public const string Command = "Command";

    /// <summary>GET: the <see cref="JobSpec"/> of the token's job.</summary>
    public const string JobRoute = "/api/worker/job";

    /// <summary>GET {sha256}: a blob. PUT {sha256}: store a blob; the hash is verified.</summary>
    public const string BlobRoute = "/api/worker/blobs";

    /// <summary>
    /// Part of the hub exception's message when a job attempt is no longer the current one (cancelled or taken over).
    /// The process then ends itself; HTTP routes answer 401, 403 or 410 instead.
    /// </summary>
    public const string NoLongerYours = "job attempt no longer valid";

    /// <summary>Largest hub message in bytes; the outlines of an evaluation are longer than SignalR's default of 32 KiB.</summary>
    public const int MaximumMessageBytes = 64 << 20;

    public const int HeartbeatSeconds = 5;
    public const int LeaseSeconds = 20;
}
