namespace Studio.Contracts.Recipes;

/// <summary>
/// The words a recipe may use. The engine's catalogs hold exactly these names (a test compares them), so that the
/// studio can check a recipe without loading the engine.
/// </summary>
public static class RecipeNames
{
    public static IReadOnlyList<string> Architectures { get; } = ["unet"];

    public static IReadOnlyList<string> Upsamplings { get; } = ["nearest", "bilinear"];

    public static IReadOnlyList<string> Losses { get; } = ["soft-iou", "soft-dice", "cross-entropy", "dice-cross-entropy"];

    public static IReadOnlyList<string> Optimizers { get; } = ["adamw", "adam", "sgd"];

    public static IReadOnlyList<string> Schedules { get; } = ["constant", "cosine", "plateau"];

    public static IReadOnlyList<string> Fits { get; } = ["stretch", "pad"];

    public static IReadOnlyList<string> Normalizations { get; } = ["unit", "zscore", "percentile"];

    public static IReadOnlyList<string> Precisions { get; } = ["auto", "float32", "bfloat16"];

    /// <summary>Tasks that the engine can train today.</summary>
    public static IReadOnlyList<string> Tasks { get; } = ["segmentation"];
}
