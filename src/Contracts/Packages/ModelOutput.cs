using Studio.Contracts.Recipes;

namespace Studio.Contracts.Packages;

/// <summary>All that decides how the numbers of a network become an answer.</summary>
/// <param name="ClassCount">Classes of the project, without background.</param>
/// <param name="IsSingleChoice">Tags: exactly one class is there (softmax), not any number of them (sigmoid).</param>
/// <param name="Postprocessing">Rules chosen on the validation images; null: none.</param>
public sealed record ModelOutput(
    InputRecipe Input,
    ArchitectureRecipe Architecture,
    int ClassCount,
    bool IsSingleChoice,
    PostprocessingRules? Postprocessing)
{
    /// <summary>Part of the input that the network looks at, at once; null: the whole input.</summary>
    public TileFacts? Tiles { get; init; }

    /// <summary>How logits are mended before they become probabilities; null: not at all.</summary>
    public ProbabilityScaling? Scaling { get; init; }
}

/// <param name="Height">Rows of a tile in pixels of the input.</param>
/// <param name="Overlap">Least share of a tile that the next one covers again.</param>
public sealed record TileFacts(int Height, int Width, double Overlap);

/// <summary>Rules on the network's answer, fitted on validation images alone. Sizes are shares of the image's pixels.</summary>
public sealed record PostprocessingRules
{
    /// <summary>
    /// Class maps: probability t from which a pixel may get the class, one for each class, else the best of the others; below
    /// one half the class's probability counts (1 - t) / t times. Tags: probability from which a class is there. Empty: the
    /// most probable class, or one half; with one choice among the classes 0 stands for the most probable. Boxes: confidence from which a box is an answer.
    /// </summary>
    public IReadOnlyList<double> Thresholds { get; init; } = [];

    /// <summary>Connected parts of a class below this share of the image go to the background; one for each class, or empty.</summary>
    public IReadOnlyList<double> SmallestIslands { get; init; } = [];

    /// <summary>Classes of which only the largest connected part stays.</summary>
    public IReadOnlyList<int> LargestOnly { get; init; } = [];

    /// <summary>Classes whose holes are filled where the hole is background.</summary>
    public IReadOnlyList<int> FilledHoles { get; init; } = [];

    /// <summary>Radius in pixels of an opening of each class; one for each class, or empty.</summary>
    public IReadOnlyList<int> Openings { get; init; } = [];

    /// <summary>Whether more than the most probable class is needed.</summary>
    public bool NeedsProbabilities => Thresholds.Count > 0;
}
