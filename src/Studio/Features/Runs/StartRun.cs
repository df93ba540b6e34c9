using Studio.Contracts.Recipes;
using Studio.Storage;

namespace Studio.Features.Runs;

/// <summary>A wish to train.</summary>
/// <param name="RecipeYaml">The recipe as text, kept with the run; it says the same as the recipe.</param>
/// <param name="Name">Empty: "Run 4".</param>
/// <param name="Device">auto, cpu or cuda.</param>
/// <param name="UserId">Who asks; null for the command line.</param>
public sealed record StartRun(
    long ProjectId,
    Recipe Recipe,
    string RecipeYaml,
    string? Name,
    string Device,
    int Seed,
    long? UserId)
{
    /// <summary>Number of the version to train on; null freezes the labels as they are now.</summary>
    public int? Version { get; init; }

    /// <summary>The fold to be judged on; null where the split has none, else the first.</summary>
    public int? Fold { get; init; }
}

/// <summary>Something about the data or the recipe that a person should know before training.</summary>
/// <param name="Blocks">True when training cannot start; false for a warning.</param>
public sealed record RunProblem(bool Blocks, string Message)
{
    public static RunProblem Block(string message) => new(Blocks: true, message);

    public static RunProblem Warn(string message) => new(Blocks: false, message);
}

/// <summary>A queued run, or the problems that keep it from starting. Warnings come with both.</summary>
public sealed record StartedRun(Run? Run, Guid? JobId, IReadOnlyList<RunProblem> Problems);

/// <summary>A wish that cannot be met; the message says why and what to do.</summary>
public sealed class RunRefusedException(string message) : Exception(message);
