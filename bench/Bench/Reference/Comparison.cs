namespace Studio.Bench.Reference;

/// <summary>One way to train: a recipe and what is changed in it.</summary>
public sealed record Variant(string Name, string Recipe, params string[] Changes);

/// <summary>A comparison that the authors of a published system made, on public images.</summary>
/// <param name="Import">Puts the images into a new data folder.</param>
/// <param name="Metrics">Of the evaluation on test images, see the engine's metrics.</param>
public sealed record Comparison(
    string Project, Func<ComparisonFolders, Task> Import, IReadOnlyList<string> Metrics, IReadOnlyList<Variant> Variants, int Seeds = 3);

/// <summary>Folders of one comparison.</summary>
/// <param name="Prepared">For pictures and tables that the comparison writes.</param>
/// <param name="Data">The studio's data folder.</param>
public sealed record ComparisonFolders(string Prepared, string Data);
