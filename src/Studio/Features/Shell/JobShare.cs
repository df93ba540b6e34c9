using Studio.Contracts.Jobs;

namespace Studio.Features.Shell;

/// <summary>How far a job is, from what it reported.</summary>
/// <param name="Share">0–1, null while the length is unknown.</param>
public sealed record JobShare(double? Share, TimeSpan? TimeLeft)
{
    public static JobShare Unknown { get; } = new(null, null);

    /// <param name="start">The attempt's first event, if known: the number of epochs and steps.</param>
    /// <param name="recent">The latest event of each kind, in order.</param>
    public static JobShare From(JobStarted? start, IReadOnlyList<JobEvent> recent)
    {
        var latest = recent.LastOrDefault(e => e is EpochMetrics or StepMetrics or JobProgress);
        var timeLeft = recent.OfType<EpochMetrics>().LastOrDefault()?.SecondsLeft;
        return latest switch
        {
            JobProgress { Total: > 0 } progress => new JobShare(
                Math.Clamp((double)progress.Done / progress.Total, 0, 1),
                Time(progress.SecondsLeft)),
            StepMetrics step when Steps(start) is > 0 and var steps =>
                new JobShare(Math.Clamp((double)step.Step / steps, 0, 1), Time(timeLeft)),
            EpochMetrics epoch when start is { Epochs: > 0 } =>
                new JobShare(Math.Clamp((double)epoch.Epoch / start.Epochs, 0, 1), Time(timeLeft)),
            _ => Unknown,
        };
    }

    static long Steps(JobStarted? start) => start is null ? 0 : (long)start.Epochs * start.StepsPerEpoch;

    static TimeSpan? Time(double? seconds) => seconds is { } known ? TimeSpan.FromSeconds(known) : null;
}
