namespace Studio.Contracts.Recipes;

/// <summary>Rules on the network's answer, chosen by the validation images alone.</summary>
public sealed record PostprocessingRecipe
{
    /// <summary>Any of threshold, override, smallest-island, largest-component, fill-holes, opening.</summary>
    public IReadOnlyList<string> Fit { get; init; } = [];

    /// <summary>override: the class that a pixel gets only above a threshold, else the best of the others.</summary>
    public int OverrideClass { get; init; } = 1;
}
