namespace Studio.Storage;

/// <summary>Something about a plan and the images it parts that a person should know.</summary>
/// <param name="Blocks">The plan cannot be saved, nor a version be frozen with it.</param>
public sealed record SplitProblem(bool Blocks, string Message)
{
    internal static SplitProblem Block(string message) => new(Blocks: true, message);

    internal static SplitProblem Warn(string message) => new(Blocks: false, message);
}
