namespace Studio.Features.Compare;

/// <summary>Entries of a comparison as the leaderboard has them: the best figure first, those without one last.</summary>
public static class RankedEntries
{
    public static IReadOnlyList<ComparedEntry> Of(Comparison comparison)
    {
        var sign = comparison.Metric.HigherIsBetter ? -1 : 1;
        return [.. comparison.Entries.OrderBy(entry => entry.Figure.IsDefined ? 0 : 1).ThenBy(entry => entry.Figure.IsDefined ? sign * entry.Figure.Value : 0)];
    }

    /// <summary>Place of each entry's label in the leaderboard; what is not known yet keeps the order asked for.</summary>
    public static IReadOnlyList<int> Places(IReadOnlyList<string> labels, Comparison? comparison)
    {
        if (comparison is null)
            return [.. Enumerable.Range(0, labels.Count)];
        var ranked = Of(comparison).Select(entry => entry.Label).ToList();
        return [.. labels.Select((label, place) => ranked.IndexOf(label) is >= 0 and var found ? found : place)];
    }
}
