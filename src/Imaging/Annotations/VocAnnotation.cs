namespace Studio.Imaging.Annotations;

/// <summary>The labels of one picture from a Pascal VOC file.</summary>
public sealed record VocAnnotation
{
    /// <summary>Why nothing could be read, a sentence with the line; null when the file was read.</summary>
    public string? Fault { get; init; }

    /// <summary>Name of the picture as the file says it; null where it says none.</summary>
    public string? FileName { get; init; }

    /// <summary>Height of the picture as the file says it, in pixels; null where it says none (also written as 0).</summary>
    public int? Rows { get; init; }

    /// <summary>Width of the picture, as <see cref="Rows"/>.</summary>
    public int? Columns { get; init; }

    public IReadOnlyList<LabelBox> Boxes { get; init; } = [];

    public IReadOnlyList<LabelFinding> Findings { get; init; } = [];
}
