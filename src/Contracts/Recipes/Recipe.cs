namespace Studio.Contracts.Recipes;

/// <summary>
/// Everything that decides how a model learns, as read from one YAML file (keys in lowerCamelCase).
/// A run is a recipe + a dataset version + a seed, nothing else.
/// </summary>
public sealed record Recipe
{
    /// <summary>Identifier, the file's name without extension.</summary>
    public string Id { get; init; } = "";

    /// <summary>Name in plain words, as on the recipe card.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence for people who are not engineers.</summary>
    public required string Summary { get; init; }

    public Projects.ProjectTask Task { get; init; } = Projects.ProjectTask.Segmentation;

    public InputRecipe Input { get; init; } = new();

    public ArchitectureRecipe Architecture { get; init; } = new();

    public LossRecipe Loss { get; init; } = new();

    public OptimizerRecipe Optimizer { get; init; } = new();

    public ScheduleRecipe Schedule { get; init; } = new();

    public AugmentationRecipe Augmentation { get; init; } = new();

    public TrainingRecipe Training { get; init; } = new();
}

public sealed record InputRecipe
{
    /// <summary>Rows and columns of the network's input in pixels; a multiple of 2^(depth-1).</summary>
    public int Height { get; init; } = 256;
    public int Width { get; init; } = 256;

    /// <summary>1 (grey) or 3 (RGB). Grey images are repeated, RGB images are averaged to luminance where they differ.</summary>
    public int Channels { get; init; } = 1;

    /// <summary>stretch (both sides to the input size) or pad (proportions kept, centred, padded with the minimum).</summary>
    public string Fit { get; init; } = "stretch";

    /// <summary>unit (full range of the bit depth to 0–1), zscore (per image) or percentile (1st–99th to 0–1, clipped).</summary>
    public string Normalization { get; init; } = "zscore";
}

public sealed record ArchitectureRecipe
{
    /// <summary>Name in the catalog of architectures, e.g. unet.</summary>
    public string Name { get; init; } = "unet";

    /// <summary>Channels of the first level; each deeper level doubles them.</summary>
    public int BaseChannels { get; init; } = 16;

    /// <summary>Levels including the bottleneck, 2–7.</summary>
    public int Depth { get; init; } = 5;

    /// <summary>nearest or bilinear.</summary>
    public string Upsampling { get; init; } = "nearest";

    /// <summary>Probability of dropout before the head, 0–0.9.</summary>
    public double Dropout { get; init; }
}

public sealed record LossRecipe
{
    /// <summary>Name in the catalog of losses: soft-iou, soft-dice, cross-entropy or dice-cross-entropy.</summary>
    public string Name { get; init; } = "soft-iou";

    /// <summary>Weight per class including background (index 0); empty means equal weights.</summary>
    public IReadOnlyList<double> ClassWeights { get; init; } = [];

    /// <summary>Whether the background counts in overlap losses.</summary>
    public bool IncludeBackground { get; init; }
}

public sealed record OptimizerRecipe
{
    /// <summary>adamw, adam or sgd.</summary>
    public string Name { get; init; } = "adamw";
    public double LearningRate { get; init; } = 1e-3;
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Only for sgd.</summary>
    public double Momentum { get; init; } = 0.9;
}

public sealed record ScheduleRecipe
{
    /// <summary>constant, cosine or plateau.</summary>
    public string Name { get; init; } = "cosine";

    /// <summary>Linear warm-up in epochs.</summary>
    public double WarmupEpochs { get; init; } = 1;

    /// <summary>Lowest rate of cosine and plateau as a share of the base rate.</summary>
    public double MinimumShare { get; init; } = 0.01;

    /// <summary>plateau: factor and patience in epochs on validation IoU.</summary>
    public double Factor { get; init; } = 0.3;
    public int PatienceEpochs { get; init; } = 8;
}

/// <summary>Random changes, drawn per sample on the device. Zero or false switches one off.</summary>
public sealed record AugmentationRecipe
{
    public bool FlipHorizontal { get; init; } = true;
    public bool FlipVertical { get; init; }
    public double RotationDegrees { get; init; } = 15;

    /// <summary>0.1 means a factor drawn from 0.9–1.1.</summary>
    public double Scale { get; init; } = 0.1;

    /// <summary>Shift as a share of the image side.</summary>
    public double Translation { get; init; } = 0.05;

    /// <summary>Additive brightness in standard deviations.</summary>
    public double Brightness { get; init; } = 0.2;

    /// <summary>0.2 means a factor drawn from 0.8–1.2.</summary>
    public double Contrast { get; init; } = 0.2;

    /// <summary>Standard deviation of additive noise, in standard deviations of the image.</summary>
    public double Noise { get; init; }
}

public sealed record TrainingRecipe
{
    public int Epochs { get; init; } = 60;
    public int BatchSize { get; init; } = 8;

    /// <summary>Epochs without a better validation IoU before training ends; 0 never ends early.</summary>
    public int EarlyStoppingEpochs { get; init; } = 15;

    /// <summary>auto (bf16 where the processor has it, fp16/bf16 on CUDA), float32 or bfloat16.</summary>
    public string Precision { get; init; } = "auto";

    /// <summary>Largest gradient norm; 0 switches clipping off.</summary>
    public double GradientClip { get; init; } = 1;

    public int Seed { get; init; } = 1;
}
