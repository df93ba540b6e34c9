namespace Studio.Imaging.Annotations;

/// <summary>Pictures and their labels from a COCO file.</summary>
public sealed record CocoDataset
{
    /// <summary>Why nothing could be read, a sentence with the line; null when the file was read.</summary>
    public string? Fault { get; init; }

    /// <summary>In the order of the file; each has a different name.</summary>
    public IReadOnlyList<CocoImage> Images { get; init; } = [];

    public IReadOnlyList<LabelFinding> Findings { get; init; } = [];
}

/// <summary>One picture of a COCO file with everything that is labelled in it.</summary>
/// <param name="FileName">May hold folders.</param>
/// <param name="Rows">Height as the file says it, in pixels; null where it says none.</param>
/// <param name="Columns">Width as the file says it, in pixels.</param>
/// <param name="Annotations">In the order of the file.</param>
public sealed record CocoImage(string FileName, int? Rows, int? Columns, IReadOnlyList<CocoAnnotation> Annotations);

/// <summary>One labelled object: an area, a box, or both.</summary>
/// <param name="Box">Null where the file gives none, and for a crowd, whose box is not that of one object.</param>
/// <param name="Shape">Null where the file gives only a box.</param>
public sealed record CocoAnnotation(LabelBox? Box, LabelShape? Shape);
