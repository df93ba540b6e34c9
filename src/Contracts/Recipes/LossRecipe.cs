namespace Studio.Contracts.Recipes;

/// <summary>What training makes small. A key that a loss does not know has no effect on it.</summary>
public sealed record LossRecipe
{
    /// <summary>Name in the catalog of losses, see <see cref="LossFacts"/>.</summary>
    public string Name { get; init; } = "soft-iou";

    /// <summary>Weight per class including background (index 0); empty means equal weights. Tags and boxes have no background.</summary>
    public IReadOnlyList<double> ClassWeights { get; init; } = [];

    /// <summary>Whether the background counts in overlap losses.</summary>
    public bool IncludeBackground { get; init; }

    /// <summary>weighted-sigmoid and binary-cross-entropy: weight of a positive pixel or tag at the start.</summary>
    public double PositiveWeight { get; init; } = 1;

    /// <summary>… and after <see cref="PositiveWeightEpochs"/>, reached in equal steps; without epochs the weight stays.</summary>
    public double PositiveWeightEnd { get; init; } = 1;
    public int PositiveWeightEpochs { get; init; }

    /// <summary>focal and detection: exponent of (1 - p), and weight of the positives.</summary>
    public double FocalGamma { get; init; } = 2;
    public double FocalAlpha { get; init; } = 0.25;

    /// <summary>tversky: weights of false positives and false negatives.</summary>
    public double TverskyAlpha { get; init; } = 0.3;
    public double TverskyBeta { get; init; } = 0.7;

    /// <summary>boundary-cross-entropy: extra weight of a pixel on the edge of a class, and how far in pixels it reaches.</summary>
    public double BoundaryWeight { get; init; } = 10;
    public double BoundaryPixels { get; init; } = 5;

    /// <summary>Deep supervision: weight of each coarser output, as a share of the next finer one.</summary>
    public double DeepSupervisionFactor { get; init; } = 0.5;
}
