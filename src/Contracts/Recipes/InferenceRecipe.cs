namespace Studio.Contracts.Recipes;

/// <summary>How a trained network looks at an image, in validation, evaluation and prediction.</summary>
public sealed record InferenceRecipe
{
    /// <summary>none, horizontal, vertical or both: the mean over the mirrored images.</summary>
    public string Flips { get; init; } = "none";

    /// <summary>Networks trained on patches look at tiles of that size which overlap by this share and are blended.</summary>
    public double TileOverlap { get; init; } = 0.5;
}
