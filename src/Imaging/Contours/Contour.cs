namespace Studio.Imaging.Contours;

/// <summary>A corner of the pixel grid: pixel (row, column) covers X from column to column + 1, Y from row to row + 1.</summary>
public readonly record struct GridPoint(int X, int Y);

/// <summary>One closed outline of a class along pixel boundaries.</summary>
/// <param name="Class">The class inside, never 0.</param>
/// <param name="IsHole">Whether the outline surrounds a hole instead of the class.</param>
/// <param name="Points">Corners in order, the first not repeated; clockwise on screen around the class, anticlockwise around a hole.</param>
public sealed record Contour(byte Class, bool IsHole, IReadOnlyList<GridPoint> Points);
