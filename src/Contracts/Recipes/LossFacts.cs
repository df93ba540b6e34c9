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
        ["weighted-sigmoid"] = [OutputKind.ClassMap],
        ["focal"] = [OutputKind.ClassMap, OutputKind.Tags],
        ["tversky"] = [OutputKind.ClassMap],
        ["lovasz"] = [OutputKind.ClassMap],
        ["boundary-cross-entropy"] = [OutputKind.ClassMap],
        ["binary-cross-entropy"] = [OutputKind.Tags],
        ["cross-entropy-tags"] = [OutputKind.Tags],
        ["mse"] = [OutputKind.Tags, OutputKind.OneBox],
        ["giou"] = [OutputKind.OneBox],
        ["diou"] = [OutputKind.OneBox],
        ["ciou"] = [OutputKind.OneBox],
        ["ciou-diou-giou"] = [OutputKind.OneBox],
        ["detection"] = [OutputKind.Boxes],
    };
}
