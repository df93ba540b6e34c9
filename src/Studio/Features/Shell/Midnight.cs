namespace Studio.Features.Shell;

/// <summary>Where the day begins.</summary>
public static class Midnight
{
    /// <summary>The last midnight in the studio machine's time zone.</summary>
    public static DateTimeOffset GetMidnight(this TimeProvider clock)
    {
        var now = clock.GetLocalNow();
        return new DateTimeOffset(now.Date, clock.LocalTimeZone.GetUtcOffset(now.Date));
    }
}
