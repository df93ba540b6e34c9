namespace Studio.Contracts.Projects;

/// <summary>What a project's models give: outlines, boxes or a yes/no per image.</summary>
public enum ProjectTask
{
    Segmentation,
    Detection,
    Classification,
}

/// <summary>Which part of a dataset an image belongs to. Unassigned images take no part in a run.</summary>
public enum Split
{
    Unassigned,
    Training,
    Validation,
    Test,
}

/// <summary>One class of a project. Index 0 is always the background and is not listed.</summary>
/// <param name="Index">Value in labelmaps, 1–254.</param>
/// <param name="Name">Shown to people, unique in the project.</param>
/// <param name="Color">CSS colour, e.g. <c>#FFB02E</c>.</param>
/// <param name="Pattern">diagonal, dots, grid, plain, cross-hatch, reverse-diagonal, rings or vertical.</param>
public sealed record ClassDefinition(int Index, string Name, string Color, string Pattern);

/// <summary>A closed outline of one class in image pixels, as an SVG path (several subpaths when there are islands or holes).</summary>
public sealed record ClassOutline(int ClassIndex, string Path);

/// <summary>Colours and patterns in the order in which classes receive them (chosen for distance under colour-vision deficiency).</summary>
public static class ClassPalette
{
    static readonly (string Color, string Pattern)[] Entries =
    [
        ("#FFB02E", "diagonal"), ("#4CC9F0", "dots"), ("#F27DB0", "grid"), ("#2FB47C", "plain"),
        ("#F7EE6D", "cross-hatch"), ("#F0643C", "reverse-diagonal"), ("#9A86FF", "rings"), ("#E6E6E6", "vertical"),
    ];

    /// <summary>From the ninth class on the colours repeat, each with the next pattern.</summary>
    public static ClassDefinition Define(int index, string name)
    {
        var slot = (index - 1) % Entries.Length;
        var round = (index - 1) / Entries.Length;
        return new ClassDefinition(index, name, Entries[slot].Color, Entries[(slot + round) % Entries.Length].Pattern);
    }
}
