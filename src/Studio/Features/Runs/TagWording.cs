using Studio.Contracts.Jobs;

namespace Studio.Features.Runs;

/// <summary>The network's answer to one tag, as people say it.</summary>
public static class TagWording
{
    const double Half = 0.5;

    /// <summary>Whether the network holds the class for more likely there than not.</summary>
    public static bool Says(TagOutcome tag) => tag.Probability >= Half;

    public static (string Icon, string Chip, string Sentence) Of(TagOutcome tag) => (Says(tag), tag.Truth) switch
    {
        (true, true) => ("check_circle", "ok", "found, and there"),
        (false, false) => ("check_circle", "line", "not found, and not there"),
        (true, false) => ("cancel", "problem", "found, but not there"),
        (false, true) => ("cancel", "problem", "missed: it is there"),
        (true, null) => ("help", "line", "found; nobody has said whether it is there"),
        (false, null) => ("help", "line", "not found; nobody has said whether it is there"),
    };
}
