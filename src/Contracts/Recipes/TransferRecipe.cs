namespace Studio.Contracts.Recipes;

/// <summary>Weights to start from and what becomes of them.</summary>
public sealed record TransferRecipe
{
    /// <summary>
    /// <c>run 12</c> of the same project, <c>run other-project/12</c> of another one, or the path of a safetensors file;
    /// empty: fresh weights.
    /// </summary>
    public string From { get; init; } = "";

    /// <summary>Names in the file and what they are called here, e.g. <c>encoder.*=backbone.*</c>; the first that fits counts.</summary>
    public IReadOnlyList<string> Rename { get; init; } = [];

    /// <summary>First layers of another number of channels: refuse, first (of the file's channels), mean or repeat.</summary>
    public string Channels { get; init; } = "refuse";

    /// <summary>Names of parameters that do not change, with * for anything, e.g. <c>down.*</c>; <c>!head.*</c> takes out again.</summary>
    public IReadOnlyList<string> Freeze { get; init; } = [];
}
