using System.CommandLine;
using System.Text.Json;
using Studio.Contracts;
using Studio.Contracts.Recipes;
using Studio.Features.Jobs;
using Studio.Features.Runs;
using Studio.Features.Train;
using Studio.Storage;

namespace Studio.CommandLine;

/// <summary>What the verbs of the command line share: the options all take, one JSON object, errors as sentences.</summary>
public static class Verb
{
    public static Command Create(
        string name,
        string description,
        IEnumerable<Option> options,
        Func<ParseResult, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, description);
        foreach (var option in options)
            command.Options.Add(option);
        command.Options.Add(SharedOptions.Data);
        command.Options.Add(SharedOptions.Json);
        command.SetAction((parsed, cancellation) => GuardAsync(parsed, run, cancellation));
        return command;
    }

    /// <summary>The one JSON object on standard output, or the same in words.</summary>
    public static void Print(ParseResult parsed, object json, string words)
    {
        var text = parsed.GetValue(SharedOptions.Json) ? JsonSerializer.Serialize(json, ContractJson.Indented) : words;
        parsed.InvocationConfiguration.Output.WriteLine(text);
    }

    static async Task<int> GuardAsync(
        ParseResult parsed,
        Func<ParseResult, CancellationToken, Task<int>> run,
        CancellationToken cancellation)
    {
        try
        {
            return await run(parsed, cancellation);
        }
        catch (Exception problem) when (ExitCodeOf(problem) is { } code)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(problem.Message);
            if (parsed.GetValue(SharedOptions.Json))
                Print(parsed, new { error = problem.Message }, "");
            return code;
        }
    }

    /// <summary>Null for a bug, which keeps its stack trace.</summary>
    static int? ExitCodeOf(Exception problem) => problem switch
    {
        BadInputException or RunRefusedException or UnknownRecipeException or InvalidRecipeException => ExitCode.BadInput,
        StorageException or TrainingProgramMissingException or IOException or UnauthorizedAccessException => ExitCode.Failed,
        OperationCanceledException => ExitCode.Failed,
        _ => null,
    };
}
