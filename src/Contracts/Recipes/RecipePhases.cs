using System.Text.RegularExpressions;

namespace Studio.Contracts.Recipes;

/// <summary>The steps of a training, each a recipe of its own.</summary>
public static partial class RecipePhases
{
    /// <summary>One recipe for each step, in order; a recipe without steps is its only one.</summary>
    /// <exception cref="InvalidRecipeException">A step cannot be read; <see cref="RecipeRules"/> reports it before.</exception>
    public static IReadOnlyList<Recipe> Of(Recipe recipe) => recipe.Phases.Count == 0
        ? [recipe]
        : [.. recipe.Phases.Select(changes => Read(recipe, changes).Require())];

    /// <summary>The recipe of one step.</summary>
    internal static RecipeReading Read(Recipe recipe, string changes)
    {
        var step = recipe with { Phases = [] };
        var assignments = Between().Split(changes.Trim());
        var forbidden = assignments.FirstOrDefault(IsOfTheWhole);
        return forbidden is null
            ? RecipeOverrides.Apply(step, assignments)
            : new RecipeReading(null, [new RecipeProblem("", 0, forbidden.Split('=')[0], "This holds for the whole training and cannot change between its steps.")]);
    }

    static bool IsOfTheWhole(string assignment) =>
        assignment.StartsWith("architecture.", StringComparison.Ordinal)
        || assignment.StartsWith("phases", StringComparison.Ordinal)
        || assignment.StartsWith("task", StringComparison.Ordinal)
        || assignment.StartsWith("transfer.from", StringComparison.Ordinal);

    /// <summary>Spaces before the next key; those inside a list are none.</summary>
    [GeneratedRegex(@"\s+(?=[A-Za-z][A-Za-z0-9.]*=)")]
    private static partial Regex Between();
}
