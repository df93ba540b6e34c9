namespace Studio.Contracts.Recipes;

/// <summary>Something wrong in a recipe, in words for the person who wrote it.</summary>
/// <param name="File">File name, or <c>--set</c> for a value given on the command line.</param>
/// <param name="Line">1-based line in the file; 0 where there is none.</param>
/// <param name="Key">Dotted key, e.g. <c>training.epochs</c>; empty when the whole file is meant.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Allowed">What would be right; empty when the message says it.</param>
public sealed record RecipeProblem(string File, int Line, string Key, string Message, string Allowed = "")
{
    public override string ToString()
    {
        var place = Line > 0 ? $"{File}, line {Line}" : File;
        var key = Key.Length > 0 ? $", {Key}" : "";
        var allowed = Allowed.Length > 0 ? $" Allowed: {Allowed}." : "";
        return $"{place}{key}: {Message}{allowed}";
    }
}

/// <summary>A recipe, or everything that is wrong with it.</summary>
/// <param name="Recipe">Null as soon as there is one problem.</param>
public sealed record RecipeReading(Recipe? Recipe, IReadOnlyList<RecipeProblem> Problems)
{
    /// <exception cref="InvalidRecipeException">There is at least one problem.</exception>
    public Recipe Require() => Recipe ?? throw new InvalidRecipeException(Problems);
}

/// <summary>Every problem of a recipe, one a line.</summary>
public sealed class InvalidRecipeException(IReadOnlyList<RecipeProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<RecipeProblem> Problems { get; } = problems;
}
