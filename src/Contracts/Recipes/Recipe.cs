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

    public SamplingRecipe Sampling { get; init; } = new();

    public TransferRecipe Transfer { get; init; } = new();

    public InferenceRecipe Inference { get; init; } = new();

    public PostprocessingRecipe Postprocessing { get; init; } = new();

    /// <summary>
    /// Training in steps: each entry changes keys of this recipe, written as <c>key=value</c> with spaces between, and the
    /// next step starts from the best weights of the one before. Empty: one step, the recipe as it stands.
    /// </summary>
    public IReadOnlyList<string> Phases { get; init; } = [];
}
