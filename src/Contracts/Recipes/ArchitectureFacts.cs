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
        ["unet"] = Padded(OutputKind.ClassMap, PoolsBetweenBlocks) with { Blocks = new(2, 7) },
        ["segnet"] = Padded(OutputKind.ClassMap, PoolsBetweenBlocks) with { Blocks = new(2, 7) },
        ["xnet"] = Padded(OutputKind.ClassMap, PoolsBetweenBlocks) with { Blocks = new(3, 7) },
        ["mammography-fcn"] = Padded(OutputKind.ClassMap, _ => 32) with { Blocks = new(6, 6, OnlyWidths: true) },
        ["deeplab"] = Padded(OutputKind.ClassMap, recipe => recipe.OutputStride),
        ["two-path-cnn"] = Valid(margin: 32),
        ["input-cascade-cnn"] = Valid(margin: 64),
        ["resnet-classifier"] = Padded(OutputKind.Tags, PoolBehindEachBlock) with { Blocks = new(1, 8), BelongsToOneSize = HeadFlatten },
        ["resnet"] = Padded(OutputKind.Tags, AnySize),
        ["resnet-localizer"] = Padded(OutputKind.OneBox, PoolBehindEachBlock) with { Blocks = new(1, 8), BelongsToOneSize = HeadFlatten },
        ["center-detector"] = Padded(OutputKind.Boxes, _ => 32) with { Blocks = new(5, 5, OnlyWidths: true) },
    };

    /// <summary>How many blocks there may be, by depth or by the number of widths.</summary>
    public BlockCount Blocks { get; init; } = BlockCount.Any;

    /// <summary>Whether the weights fit one input size alone.</summary>
    public Func<ArchitectureRecipe, bool> BelongsToOneSize { get; init; } = _ => false;

    public static ArchitectureFacts Of(ArchitectureRecipe recipe) => All[recipe.Name];

    public ProjectTask Task => Output switch
    {
        OutputKind.ClassMap => ProjectTask.Segmentation,
        OutputKind.Tags => ProjectTask.Classification,
        _ => ProjectTask.Detection,
    };

    static ArchitectureFacts Padded(OutputKind output, Func<ArchitectureRecipe, int> multiple) => new(output, multiple, _ => 0);

    /// <summary>Without padding, for patches: the class of the pixel in the middle.</summary>
    static ArchitectureFacts Valid(int margin) => new(OutputKind.ClassMap, AnySize, _ => margin);

    static bool HeadFlatten(ArchitectureRecipe recipe) => recipe.Head == "flatten";

    static int AnySize(ArchitectureRecipe recipe) => 1;

    static int PoolBehindEachBlock(ArchitectureRecipe recipe) => 1 << recipe.BlockWidths().Count;

    /// <summary>Halved between blocks: not behind the last one.</summary>
    static int PoolsBetweenBlocks(ArchitectureRecipe recipe) => 1 << (recipe.BlockWidths().Count - 1);
}

/// <param name="OnlyWidths">Without widths the network has those it was published with; the depth says nothing.</param>
public sealed record BlockCount(int Least, int Most, bool OnlyWidths = false)
{
    /// <summary>The network has its own layers; neither widths nor depth say anything.</summary>
    public static BlockCount Any { get; } = new(0, int.MaxValue, OnlyWidths: true);

    /// <summary>Whether a recipe has a legal number of blocks.</summary>
    public bool Fits(ArchitectureRecipe recipe) =>
        recipe.Widths.Count > 0 ? recipe.Widths.Count >= Least && recipe.Widths.Count <= Most
        : OnlyWidths || (recipe.Depth >= Least && recipe.Depth <= Most);

    public override string ToString() => Least == Most ? $"{Least}" : $"{Least} to {Most}";
}
