namespace Studio.Contracts.Recipes;

/// <summary>How long, in which portions, how exactly.</summary>
public sealed record TrainingRecipe
{
    public int Epochs { get; init; } = 60;

    /// <summary>Images computed at once.</summary>
    public int BatchSize { get; init; } = 8;

    /// <summary>Batches whose gradients are added up before one step of the optimiser.</summary>
    public int Accumulate { get; init; } = 1;

    /// <summary>What decides which epoch is best: score (see the task) or loss, both on validation images.</summary>
    public string Monitor { get; init; } = "score";

    /// <summary>Epochs without a better one before training ends; 0 never ends early.</summary>
    public int EarlyStoppingEpochs { get; init; } = 15;

    /// <summary>auto (bf16 where the processor has it, bf16 on CUDA), float32, bfloat16 or float16 (with scaling, CUDA only).</summary>
    public string Precision { get; init; } = "auto";

    /// <summary>Largest gradient norm; 0 switches clipping off.</summary>
    public double GradientClip { get; init; } = 1;

    /// <summary>Share of the old value kept in the running mean of the weights that is validated and saved; 0: no mean.</summary>
    public double Ema { get; init; }

    public int Seed { get; init; } = 1;
}
