namespace Studio.Imaging.Annotations;

/// <summary>An area of one class: polygons, or runs over the whole picture.</summary>
public sealed record LabelShape
{
    public required string Name { get; init; }

    /// <summary>As in <see cref="LabelFinding"/>.</summary>
    public required string Where { get; init; }

    /// <summary>x, y, x, y, … in pixels, (0, 0) the outer corner of the first pixel. The area is their union.</summary>
    public IReadOnlyList<double[]> Polygons { get; init; } = [];

    /// <summary>Lengths of runs, outside first, down the columns from the left; null where there are polygons.</summary>
    public IReadOnlyList<int>? Runs { get; init; }

    /// <summary>Height of the picture that the runs cover, in pixels; 0 for polygons.</summary>
    public int Rows { get; init; }

    /// <summary>Width, as <see cref="Rows"/>.</summary>
    public int Columns { get; init; }
}
