using System.CommandLine;

namespace Studio.CommandLine;

/// <summary>The one command: a catalog of verbs. Exit codes: 0 done, 1 failed, 2 bad usage or input.</summary>
public static class StudioCommand
{
    /// <summary>Every verb but serve, which also answers when no verb is given.</summary>
    static IReadOnlyList<Func<Command>> Verbs { get; } =
    [
        ImportCommand.Create,
        MetadataCommand.Create,
        SplitCommand.Create,
        TrainCommand.Create,
        EvaluateCommand.Create,
        CompareCommand.Create,
        CalibrateCommand.Create,
        ExportCommand.Create,
        ExportDataCommand.Create,
        VersionsCommand.Create,
        PredictCommand.Create,
        InspectCommand.Create,
        RecipesCommand.Create,
        AuditCommand.Create,
        DoubtsCommand.Create,
        VerifyCommand.Create,
    ];

    // After Ctrl+C a verb ends in its own time: a training first saves its best checkpoint.
    static readonly TimeSpan EndLimit = TimeSpan.FromMinutes(10);

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Label medical images, train models on them, compare and export them. Everything stays on this machine.");
        var serve = ServeCommand.Create();
        root.Subcommands.Add(serve);
        foreach (var option in serve.Options)
            root.Options.Add(option);
        root.SetAction((result, cancellation) => ServeCommand.RunAsync(result, cancellation));

        foreach (var create in Verbs)
            root.Subcommands.Add(create());

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync("Run './studio --help' for the list of verbs.");
            return ExitCode.BadInput;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = EndLimit });
    }
}
