using Studio.Features.Jobs;

namespace Studio.Hosting;

/// <summary>What a studio process is started with.</summary>
public sealed class StudioOptions
{
    /// <summary>Absolute path; created when it does not exist.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Addresses to listen on, separated by semicolons.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:5080";

    /// <summary>False for command-line verbs that only need the job endpoints.</summary>
    public bool ServesPages { get; init; } = true;

    /// <summary>How this process takes part in running jobs.</summary>
    public JobOptions Jobs { get; init; } = new();
}
