using Studio.Contracts.Projects;

namespace Studio.Contracts.Recipes;

/// <summary>What a recipe must know of an architecture without loading it.</summary>
/// <param name="SizeMultiple">Height and width must be multiples of it.</param>
/// <param name="Margin">Rows (and columns) by which the output is smaller than the input; 0 for padded networks.</param>
public sealed record ArchitectureFacts(
    OutputKind Output,
    Func<ArchitectureRecipe, int> SizeMultiple,
    Func<ArchitectureRecipe, int> Margin)
{
    public static IReadOnlyDictionary<string, ArchitectureFacts> All { get; } = new Dictionary<string, ArchitectureFacts>
    {
        ["unet"] = Padded(OutputKind.ClassMap, recipe => 1 << (recipe.Depth - 1)),
    };

    public static ArchitectureFacts Of(ArchitectureRecipe recipe) => All[recipe.Name];

    public ProjectTask Task => Output switch
    {
        OutputKind.ClassMap => ProjectTask.Segmentation,
        OutputKind.Tags => ProjectTask.Classification,
        _ => ProjectTask.Detection,
    };

    static ArchitectureFacts Padded(OutputKind output, Func<ArchitectureRecipe, int> multiple) => new(output, multiple, _ => 0);
}
