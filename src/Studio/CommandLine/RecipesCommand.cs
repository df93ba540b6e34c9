using System.CommandLine;
using Studio.Features.Train;
using Studio.Storage;

namespace Studio.CommandLine;

/// <summary><c>recipes</c>: the recipes to choose from.</summary>
public static class RecipesCommand
{
    public static Command Create() => Verb.Create("recipes", "List the recipes, shipped and own.", [], Run);

    static Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var listing = new RecipeCatalog(new DataFolder(parsed.GetRequiredValue(SharedOptions.Data).FullName)).List();
        foreach (var problem in listing.Problems)
            parsed.InvocationConfiguration.Error.WriteLine(problem);
        var recipes = listing.Recipes.Select(entry => new
        {
            id = entry.Recipe.Id,
            name = entry.Recipe.Name,
            summary = entry.Recipe.Summary,
            task = entry.Recipe.Task,
            architecture = entry.Recipe.Architecture.Name,
            isOwn = entry.IsOwn,
        }).ToList();
        var words = recipes.Select(recipe => $"{recipe.id}: {recipe.name} ({recipe.task.ToString().ToLowerInvariant()}, {recipe.architecture}). {recipe.summary}");
        Verb.Print(parsed, new { recipes, problems = listing.Problems.Select(problem => problem.ToString()) }, string.Join(Environment.NewLine, words));
        return Task.FromResult(listing.Problems.Count == 0 ? ExitCode.Done : ExitCode.Failed);
    }
}
