using System.CommandLine;
using Studio.Training.Import;

namespace Studio.Training.Verbs;

/// <summary>What the executable can do; a new verb is one line here.</summary>
static class VerbCatalog
{
    public static IReadOnlyList<Func<Command>> Verbs { get; } =
    [
        RunVerb.Create,
        PredictVerb.Create,
        InspectVerb.Create,
        BenchStepVerb.Create,
        BenchDecodeVerb.Create,
        BenchDataVerb.Create,
        BenchEvaluateVerb.Create,
        RecipeVerb.Create,
        PreviewVerb.Create,
        CreateImport,
    ];

    static Command CreateImport()
    {
        var command = new Command("import", "Decodes files for the studio: one JSON request a line in, one JSON reply a line out.");
        command.SetAction((_, _) => ImportVerb.RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput()));
        return command;
    }
}
