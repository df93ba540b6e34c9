namespace Studio.Features.Compare;

/// <summary>What compared entries were made with: what is not the same for all, and how much is.</summary>
/// <param name="Labels">Of the entries, in the order of the cells.</param>
/// <param name="Settings">Of the recipe.</param>
/// <param name="Data">What was trained on, and what was chosen since; shown where it differs.</param>
/// <param name="EqualSettings">Settings that matter here and are the same for all.</param>
/// <param name="Versions">Numbers of the versions that were trained on, the newest first.</param>
public sealed record SetupDifferences(
    IReadOnlyList<string> Labels,
    IReadOnlyList<SetupLine> Settings,
    IReadOnlyList<SetupLine> Data,
    int EqualSettings,
    IReadOnlyList<int> Versions)
{
    public IEnumerable<SetupLine> Different => Settings.Concat(Data).Where(line => line.Differs);
}

/// <param name="Label">In plain words.</param>
/// <param name="Key">As recipes have it; empty of what is no setting.</param>
/// <param name="Values">Of each entry.</param>
public sealed record SetupLine(string Label, string Key, IReadOnlyList<string> Values)
{
    public bool Differs => Values.Distinct().Count() > 1;

    /// <summary>Whether it is another one than that of the first entry.</summary>
    public bool IsOther(int place) => Values[place] != Values[0];
}
