using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;

namespace Studio.Contracts.Packages;

/// <summary>File names inside a model package; the package is a folder (or a zip of it) that needs nothing else.</summary>
public static class PackageFiles
{
    public const string Onnx = "model.onnx";
    public const string Weights = "weights.safetensors";
    public const string Recipe = "recipe.yaml";
    public const string Preprocessing = "preprocessing.json";
    public const string Metrics = "metrics.json";
    public const string ModelCard = "model-card.md";
}

/// <summary>preprocessing.json: all that a program needs beside model.onnx to reproduce the studio's masks.</summary>
/// <param name="InputName">Float32 [N, channels, height, width], normalised.</param>
/// <param name="OutputName">Float32 logits; of class maps [N, classes + 1, height, width], channel 0 = background; else see <see cref="OutputKind"/>.</param>
public sealed record Preprocessing(
    int FormatVersion,
    string ProjectName,
    int RunNumber,
    InputRecipe Input,
    string InputName,
    string OutputName,
    IReadOnlyList<ClassDefinition> Classes)
{
    /// <summary>How the numbers become an answer; null in packages of format 1, which were all class maps.</summary>
    public ModelOutput? Output { get; init; }

    /// <summary>Numbers of all training images that the input is normalised with, where the recipe asks for them.</summary>
    public DatasetStatistics? Statistics { get; init; }
}
