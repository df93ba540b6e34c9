namespace Studio.Features.Audit;

/// <summary>How far an audit is and how long it will take, by what its checks took the last time. Safe for several threads.</summary>
/// <param name="checks">Those that run, in their order.</param>
/// <param name="earlier">Results of earlier audits, the newest first.</param>
sealed class AuditClock(IReadOnlyList<string> checks, IReadOnlyList<AuditCheckResult> earlier, TimeProvider clock)
{
    /// <summary>Before this share of a check its own speed says nothing.</summary>
    const double SettledShare = 0.05;

    readonly Lock gate = new();
    AuditProgress? now;
    long checkStarted = clock.GetTimestamp();

    /// <summary>Null before the first check begins.</summary>
    public AuditProgress? Now
    {
        get
        {
            lock (gate)
                return now is null ? null : now with { SecondsLeft = EstimateSecondsLeft(now) };
        }
    }

    public AuditProgress Take(AuditProgress progress)
    {
        lock (gate)
        {
            if (now?.Check != progress.Check)
                checkStarted = clock.GetTimestamp();
            now = progress;
            return progress with { SecondsLeft = EstimateSecondsLeft(progress) };
        }
    }

    /// <summary>Null as long as one of the checks to come has never run.</summary>
    double? EstimateSecondsLeft(AuditProgress progress)
    {
        var elapsed = clock.GetElapsedTime(checkStarted).TotalSeconds;
        var share = progress.OfImages > 0 ? (double)progress.Images / progress.OfImages : 0;
        var left = share > SettledShare ? elapsed * (1 - share) / share : Known(progress.Check) is { } took ? Math.Max(0, took - elapsed) : (double?)null;
        foreach (var check in checks.Skip(progress.Done + 1))
            left += Known(check);
        return left;
    }

    double? Known(string check) => earlier.FirstOrDefault(result => result.Check == check && result.Error is null)?.Seconds;
}
