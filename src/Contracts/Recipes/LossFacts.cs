namespace Studio.Contracts.Recipes;

/// <summary>Which losses fit which output.</summary>
public static class LossFacts
{
    public static IReadOnlyDictionary<string, IReadOnlyList<OutputKind>> All { get; } = new Dictionary<string, IReadOnlyList<OutputKind>>
    {
        ["soft-iou"] = [OutputKind.ClassMap],
        ["soft-dice"] = [OutputKind.ClassMap],
        ["cross-entropy"] = [OutputKind.ClassMap],
        ["dice-cross-entropy"] = [OutputKind.ClassMap],
    };
}
