using Studio.Contracts.Jobs;
using Studio.Storage;

namespace Studio.Features.Runs;

/// <summary>A run as a list or a header shows it.</summary>
/// <param name="Epoch">Finished epochs.</param>
/// <param name="Epochs">Wanted epochs.</param>
/// <param name="Stage">What happens before or beside training ("Preparing images"), or null.</param>
/// <param name="SecondsLeft">Null while unknown or not running.</param>
/// <param name="QueuePosition">1 is next; null when the run does not wait.</param>
/// <param name="LastEvent">When the process last reported.</param>
public sealed record RunSummary(
    Run Run,
    JobState State,
    bool IsPaused,
    int Attempt,
    int Epoch,
    int Epochs,
    string? Stage,
    double? SecondsLeft,
    double? ImagesPerSecond,
    int? QueuePosition,
    DateTimeOffset? LastEvent,
    string? Reason,
    string? Detail);
