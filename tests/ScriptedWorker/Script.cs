using System.Globalization;

namespace Studio.ScriptedWorker;

/// <summary>
/// What the process does, as words of the recipe's summary: <c>epochs=5 epochMs=50 killAt=3</c>. Words without an equals
/// sign are ignored, so a summary may hold a sentence too.
/// </summary>
sealed class Script
{
    readonly Dictionary<string, string> words;

    public Script(string summary) => words = summary
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(word => word.Split('=', 2))
        .Where(parts => parts.Length == 2)
        .ToDictionary(parts => parts[0], parts => parts[1]);

    public int Epochs => Number("epochs", 3);

    public int EpochMs => Number("epochMs", 30);

    public int StepsPerEpoch => Number("steps", 2);

    /// <summary>Kills itself (signal 9) at the start of this epoch, in as many attempts as <see cref="KillAttempts"/> says.</summary>
    public int KillAt => Number("killAt", 0);

    public int KillAttempts => Number("killAttempts", 1);

    /// <summary>Writes a line to standard error and leaves with this code at the start of the first epoch.</summary>
    public int ExitCode => Number("exitCode", 0);

    /// <summary>Reports its own failure at the start of this epoch.</summary>
    public int FailAt => Number("failAt", 0);

    /// <summary>1: does not obey any command.</summary>
    public bool IsDeaf => Number("deaf", 0) == 1;

    public int CheckpointBytes => Number("checkpointBytes", 64);

    int Number(string key, int otherwise) =>
        words.TryGetValue(key, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
