using System.Text.Json;
using Studio.Contracts;
using Studio.Harness;

namespace Studio.Bench;

/// <summary>Runs a verb of the real studio.</summary>
public static class StudioVerb
{
    /// <summary>What it prints with --json.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message is what it said.</exception>
    public static async Task<JsonElement> RunAsync(params string[] arguments)
    {
        var result = await StudioProcess.RunAsync([.. arguments, "--json"]);
        return result.ExitCode == 0
            ? JsonSerializer.Deserialize<JsonElement>(result.Output, ContractJson.Options)
            : throw new InvalidOperationException($"{arguments[0]} ended with {result.ExitCode}: {result.Error}");
    }
}
