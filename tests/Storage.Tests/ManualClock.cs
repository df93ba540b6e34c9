namespace Studio.Storage.Tests;

/// <summary>A clock that stands until it is moved.</summary>
sealed class ManualClock : TimeProvider
{
    DateTimeOffset now = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan time) => now += time;
}
