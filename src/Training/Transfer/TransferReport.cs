namespace Studio.Training.Transfer;

/// <summary>What became of the weights that a training starts from, by the names of this network.</summary>
/// <param name="Taken">Taken over as they are.</param>
/// <param name="Adapted">Taken over with another number of input channels, with what was done.</param>
/// <param name="Fresh">Left as they were, with the reason.</param>
/// <param name="Unused">Names in the file that nothing here is called.</param>
sealed record TransferReport(
    IReadOnlyList<string> Taken, IReadOnlyList<string> Adapted, IReadOnlyList<string> Fresh, IReadOnlyList<string> Unused)
{
    const int MostNames = 6;

    /// <summary>One sentence for each kind.</summary>
    /// <param name="source">Where the weights come from, e.g. "run 12, epoch 34".</param>
    public string Describe(string source)
    {
        var all = Taken.Count + Adapted.Count + Fresh.Count;
        var text = $"Start from {source}: {Taken.Count} of {all} layers taken over.";
        text += Say(" Adapted:", Adapted);
        text += Say(" Begun afresh:", Fresh);
        return text + Say(" Not used of the file:", Unused);
    }

    static string Say(string words, IReadOnlyList<string> names) => names.Count == 0
        ? ""
        : $"{words} {string.Join(", ", names.Take(MostNames))}{(names.Count > MostNames ? $" and {names.Count - MostNames} more" : "")}.";
}
