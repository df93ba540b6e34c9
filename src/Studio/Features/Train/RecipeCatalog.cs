using Studio.Contracts.Recipes;
using Studio.Storage;

namespace Studio.Features.Train;

/// <summary>A recipe together with the text it was read from.</summary>
public sealed record CatalogRecipe(Recipe Recipe, string Yaml, bool IsOwn);

/// <summary>The recipes to choose from, and what is wrong with those that cannot be read.</summary>
public sealed record RecipeListing(IReadOnlyList<CatalogRecipe> Recipes, IReadOnlyList<RecipeProblem> Problems);

/// <summary>
/// Recipes shipped with the studio (<c>recipes/*.yaml</c> beside the program) and the group's own
/// (<c>recipes/*.yaml</c> in the data folder). An own recipe replaces a shipped one of the same name.
/// </summary>
public sealed class RecipeCatalog(DataFolder folder)
{
    const string FolderName = "recipes";

    string ShippedFolder { get; } = Path.Combine(AppContext.BaseDirectory, FolderName);

    public string OwnFolder { get; } = Path.Combine(folder.Root, FolderName);

    /// <summary>Reads the files anew, so that an edited recipe counts at once.</summary>
    public RecipeListing List()
    {
        var recipes = new SortedDictionary<string, CatalogRecipe>(StringComparer.Ordinal);
        var problems = new List<RecipeProblem>();
        foreach (var (file, isOwn) in Files(ShippedFolder, false).Concat(Files(OwnFolder, true)))
        {
            var reading = RecipeReader.ReadFile(file);
            problems.AddRange(reading.Problems);
            if (reading.Recipe is { } recipe)
                recipes[recipe.Id] = new CatalogRecipe(recipe, File.ReadAllText(file), isOwn);
        }

        return new RecipeListing([.. recipes.Values], problems);
    }

    /// <exception cref="UnknownRecipeException">No readable recipe of that name.</exception>
    /// <exception cref="InvalidRecipeException">The file exists but cannot be used.</exception>
    public CatalogRecipe Require(string id)
    {
        var listing = List();
        if (listing.Recipes.FirstOrDefault(entry => entry.Recipe.Id == id) is { } found)
            return found;
        var own = listing.Problems.Where(problem => Path.GetFileNameWithoutExtension(problem.File) == id).ToList();
        throw own.Count > 0
            ? new InvalidRecipeException(own)
            : new UnknownRecipeException(id, listing.Recipes.Select(entry => entry.Recipe.Id));
    }

    static IEnumerable<(string File, bool IsOwn)> Files(string folder, bool isOwn) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Select(file => (file, isOwn))
        : [];
}

public sealed class UnknownRecipeException(string id, IEnumerable<string> known)
    : Exception($"There is no recipe \"{id}\". Recipes: {string.Join(", ", known)}.");
