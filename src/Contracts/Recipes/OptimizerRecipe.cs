namespace Studio.Contracts.Recipes;

/// <summary>How weights follow from gradients.</summary>
public sealed record OptimizerRecipe
{
    /// <summary>adamw, adam, sgd or rmsprop.</summary>
    public string Name { get; init; } = "adamw";
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>L2; decoupled from the gradient in adamw.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Weight of Σ|w|, added to the loss.</summary>
    public double L1 { get; init; }

    /// <summary>Names of the parameters that both act on, with * for anything, e.g. head.*; empty: all.</summary>
    public IReadOnlyList<string> DecayLayers { get; init; } = [];

    /// <summary>sgd and rmsprop: at the start …</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>… and in the last epoch, reached in equal steps; 0: it stays.</summary>
    public double MomentumEnd { get; init; }

    /// <summary>rmsprop: share of the old mean square that is kept.</summary>
    public double Smoothing { get; init; } = 0.99;
}
