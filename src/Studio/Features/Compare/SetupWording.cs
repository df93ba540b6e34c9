using Studio.Contracts.Packages;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Features.Train;

namespace Studio.Features.Compare;

/// <summary>Settings and their values as people say them.</summary>
static class SetupWording
{
    const string Height = "input.height";
    const string Width = "input.width";

    /// <summary>Names of kinds: beside each other, "Kind" says nothing.</summary>
    static readonly Dictionary<string, string> Kinds = new()
    {
        ["architecture.name"] = "Network",
        ["loss.name"] = "Loss",
        ["optimizer.name"] = "Optimiser",
        ["schedule.name"] = "Schedule",
        [Height] = "Size, pixels",
        ["phases"] = "Steps",
    };

    /// <summary>Settings in the order of recipes; what is told together with another one is left out.</summary>
    public static IEnumerable<RecipeKey> Keys => RecipeSchema.Keys.Where(key => key.Path is not ("name" or "summary" or "task" or "training.seed" or "transfer.from" or Width));

    public static string Label(string path) => Kinds.GetValueOrDefault(path) ?? SettingWording.Label(path);

    public static string Value(RecipeKey key, Recipe recipe) => key.Path switch
    {
        Height => $"{recipe.Input.Height} × {recipe.Input.Width}",
        "architecture.name" => RecipeWording.Architecture(recipe.Architecture),
        "loss.name" => RecipeWording.Loss(recipe.Loss.Name),
        "optimizer.name" => RecipeWording.Optimizer(recipe.Optimizer.Name),
        _ => Plain(key.Write(recipe)),
    };

    /// <summary>"nerve from 0.42, probabilities by temperature"; what the weights bring where nothing was chosen.</summary>
    public static string Thresholds(OperatingPoint? point, IReadOnlyList<ClassDefinition> classes)
    {
        if (point is null || (point.Scaling is null && point.Thresholds.Count == 0))
            return "of the weights";
        var parts = point.Thresholds.Select(threshold =>
            FormattableString.Invariant($"{classes.FirstOrDefault(item => item.Index == threshold.ClassIndex)?.Name ?? $"class {threshold.ClassIndex}"} from {threshold.Threshold:0.00}"));
        return string.Join(", ", point.Scaling is { } scaling ? parts.Append($"probabilities by {(scaling.Method == ProbabilityScalings.Platt ? "Platt's scaling" : scaling.Method)}") : parts);
    }

    static string Plain(string written) => written switch
    {
        "true" => "yes",
        "false" => "no",
        "[]" => "none",
        _ => written.Trim('[', ']').Replace("\"", "", StringComparison.Ordinal),
    };
}
