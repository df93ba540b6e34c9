using Studio.Contracts.Jobs;
using Studio.Storage;

namespace Studio.Features.Shell;

/// <summary>The job that runs now, as the top bar shows it.</summary>
/// <param name="Share">0–1, null while the length is unknown.</param>
/// <param name="TimeLeft">Null while unknown.</param>
/// <param name="Lane">Where it computes, as far as it is known.</param>
public sealed record RunningJob(
    Guid JobId,
    JobKind Kind,
    string ProjectSlug,
    string ProjectName,
    int RunNumber,
    double? Share,
    TimeSpan? TimeLeft,
    bool IsPaused,
    JobLane Lane)
{
    public string Address => $"/p/{ProjectSlug}/runs/{RunNumber}";

    public string Name => Wording.Job(Kind, RunNumber);
}
