using System.CommandLine;

namespace Studio.Training.Verbs;

/// <summary>What the executable can do; a new verb is one line here.</summary>
static class VerbCatalog
{
    public static IReadOnlyList<Func<Command>> Verbs { get; } =
    [
        RecipeVerb.Create,
    ];
}
