using System.Collections.Concurrent;

namespace Studio.Features.Account;

/// <summary>After five wrong passwords for a name, that name waits: 5 s, 10 s, 20 s … up to five minutes.</summary>
public sealed class SignInThrottle(TimeProvider clock)
{
    const int FreeAttempts = 5;
    static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    readonly ConcurrentDictionary<string, (int Failures, DateTimeOffset Until)> names = new(StringComparer.OrdinalIgnoreCase);

    public TimeSpan Wait(string name) =>
        names.TryGetValue(name, out var entry) && entry.Until > clock.GetUtcNow() ? entry.Until - clock.GetUtcNow() : TimeSpan.Zero;

    public void Failed(string name) => names.AddOrUpdate(
        name,
        _ => (1, clock.GetUtcNow()),
        (_, entry) => (entry.Failures + 1, clock.GetUtcNow() + Penalty(entry.Failures + 1)));

    public void Succeeded(string name) => names.TryRemove(name, out _);

    static TimeSpan Penalty(int failures)
    {
        if (failures < FreeAttempts)
            return TimeSpan.Zero;
        var seconds = 5 * Math.Pow(2, Math.Min(failures - FreeAttempts, 10));
        return TimeSpan.FromSeconds(Math.Min(seconds, LongestWait.TotalSeconds));
    }
}
