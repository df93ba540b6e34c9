namespace Studio.Training.Sampling;

/// <summary>Numbers the looks at each sample within an epoch.</summary>
sealed class CopyCounter
{
    readonly Dictionary<int, int> seen = [];

    /// <summary>How often the sample was asked for before.</summary>
    public int Next(int sample)
    {
        var before = seen.GetValueOrDefault(sample);
        seen[sample] = before + 1;
        return before;
    }
}
