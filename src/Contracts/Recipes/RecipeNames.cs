namespace Studio.Contracts.Recipes;

/// <summary>
/// The words a recipe may use. The engine's catalogs hold exactly these names (a test compares them), so that the
/// studio can check a recipe without loading the engine.
/// </summary>
public static class RecipeNames
{
    public static IReadOnlyList<string> Architectures { get; } = [.. ArchitectureFacts.All.Keys];

    public static IReadOnlyList<string> Losses { get; } = [.. LossFacts.All.Keys];

    public static IReadOnlyList<string> Upsamplings { get; } = ["nearest", "bilinear", "transposed", "unpool"];

    public static IReadOnlyList<string> Heads { get; } = ["pool", "flatten"];

    public static IReadOnlyList<string> Encoders { get; } = ["resnet18", "resnet34", "resnet50"];

    public static IReadOnlyList<string> Paths { get; } = ["both", "local", "global"];

    public static IReadOnlyList<string> Optimizers { get; } = ["adamw", "adam", "sgd", "rmsprop"];

    public static IReadOnlyList<string> Schedules { get; } = ["constant", "step", "exponential", "poly", "cosine", "one-cycle", "plateau"];

    public static IReadOnlyList<string> Fits { get; } = ["stretch", "pad"];

    public static IReadOnlyList<string> Normalizations { get; } = ["unit", "zscore", "zscore-clipped", "percentile", "window"];

    public static IReadOnlyList<string> Statistics { get; } = ["image", "channel", "dataset"];

    public static IReadOnlyList<string> Balances { get; } = ["none", "patient", "category", "class"];

    public static IReadOnlyList<string> PatchClasses { get; } = ["natural", "balanced"];

    public static IReadOnlyList<string> Monitors { get; } = ["score", "loss"];

    public static IReadOnlyList<string> Precisions { get; } = ["auto", "float32", "bfloat16", "float16"];

    public static IReadOnlyList<string> ChannelRules { get; } = ["refuse", "first", "mean", "repeat"];

    public static IReadOnlyList<string> Flips { get; } = ["none", "horizontal", "vertical", "both"];

    public static IReadOnlyList<string> Postprocessings { get; } =
        ["threshold", "override", "smallest-island", "largest-component", "fill-holes", "opening"];

    public static IReadOnlyList<string> Tasks { get; } = ["segmentation", "detection", "classification"];
}
