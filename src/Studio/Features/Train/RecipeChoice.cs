using Studio.Contracts.Recipes;

namespace Studio.Features.Train;

/// <summary>
/// The recipe on the table: one from the catalog, with single settings changed, or a text of one's own. Either it is a
/// whole recipe or every problem is known.
/// </summary>
public sealed class RecipeChoice
{
    const string OwnFile = "own.yaml";

    readonly Dictionary<string, string> changes = [];
    Recipe? start;

    RecipeChoice(Recipe? start, string yaml, IReadOnlyList<RecipeProblem> problems)
    {
        this.start = start;
        Recipe = start;
        Yaml = yaml;
        Problems = problems;
    }

    /// <summary>Null while there is a problem.</summary>
    public Recipe? Recipe { get; private set; }

    public string Yaml { get; private set; }

    public IReadOnlyList<RecipeProblem> Problems { get; private set; }

    /// <summary>Whether it differs from the catalog's.</summary>
    public bool IsChanged { get; private set; }

    public static RecipeChoice From(CatalogRecipe entry) => new(entry.Recipe, entry.Yaml, []);

    /// <summary>The recipe of an earlier run, under its own identifier.</summary>
    public static RecipeChoice FromRun(Recipe recipe, string yaml) => new(recipe, yaml, []) { IsChanged = true };

    /// <summary>What a person typed for a key, or its value.</summary>
    public string ValueOf(RecipeKey key) =>
        changes.TryGetValue(key.Path, out var typed) ? typed : start is null ? "" : Plain(key.Write(start));

    public RecipeProblem? ProblemOf(string path) => Problems.FirstOrDefault(problem => problem.Key == path);

    /// <summary>Changes one setting; what cannot be stays typed and is reported until it is mended.</summary>
    public void Change(RecipeKey key, string typed)
    {
        if (start is null)
            return;
        if (typed == Plain(key.Write(start)))
            changes.Remove(key.Path);
        else
            changes[key.Path] = typed;
        var reading = RecipeOverrides.Apply(start, changes.Select(change => $"{change.Key}={change.Value}"));
        Problems = reading.Problems;
        Recipe = reading.Recipe;
        IsChanged = changes.Count > 0 || IsChanged;
        if (Recipe is not null)
            Yaml = RecipeWriter.Write(Recipe);
    }

    /// <summary>Takes a whole text; its problems name lines.</summary>
    public void Replace(string yaml)
    {
        var reading = RecipeReader.Read(yaml, start is null ? OwnFile : $"{start.Id}.yaml");
        Yaml = yaml;
        Problems = reading.Problems;
        Recipe = reading.Recipe;
        IsChanged = true;
        if (Recipe is null)
            return;
        start = Recipe;
        changes.Clear();
    }

    /// <summary>Texts are quoted in a recipe file, not in a form.</summary>
    static string Plain(string written) => written.Length > 1 && written[0] == '"' ? written[1..^1] : written;
}
