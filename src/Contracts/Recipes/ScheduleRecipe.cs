namespace Studio.Contracts.Recipes;

/// <summary>How the learning rate changes.</summary>
public sealed record ScheduleRecipe
{
    /// <summary>constant, step, exponential, poly, cosine, one-cycle or plateau.</summary>
    public string Name { get; init; } = "cosine";

    /// <summary>Linear warm-up in epochs; with <see cref="WarmupSteps"/> in optimiser steps instead.</summary>
    public double WarmupEpochs { get; init; } = 1;
    public int WarmupSteps { get; init; }

    /// <summary>Lowest rate of cosine, one-cycle, poly and plateau as a share of the base rate.</summary>
    public double MinimumShare { get; init; } = 0.01;

    /// <summary>step, exponential and plateau: what the rate is multiplied by.</summary>
    public double Factor { get; init; } = 0.3;

    /// <summary>plateau: epochs without a better validation score (or loss, see training.monitor).</summary>
    public int PatienceEpochs { get; init; } = 8;

    /// <summary>step and exponential: epochs between two multiplications; exponential does it smoothly.</summary>
    public double EveryEpochs { get; init; } = 10;

    /// <summary>poly: exponent of the share of training that is left.</summary>
    public double Power { get; init; } = 0.9;
}
