namespace Studio.Imaging.Geometry;

/// <summary>One slice of a series, as far as its place matters.</summary>
/// <param name="Key">Given back by <see cref="SeriesGeometry.Arrange"/>.</param>
/// <param name="Plane">Null when the file does not say where the slice lies.</param>
/// <param name="InstanceNumber">The scanner's own numbering (0020,0013); null when absent.</param>
/// <param name="FrameIndex">0-based place in its file.</param>
public sealed record SeriesSlice(
    long Key, FramePlane? Plane, int Rows, int Columns, PixelSpacing? Spacing, int? InstanceNumber = null, int FrameIndex = 0);

/// <summary>The slices of a series in order, and what is odd about them.</summary>
/// <param name="Keys">Every slice once: along the normal of the most frequent orientation, volume after volume.</param>
/// <param name="SpacingMm">Distance of neighbouring slices; null when unknown, uneven, or for a single slice.</param>
/// <param name="Orientation">axial, coronal, sagittal or oblique; null when unknown or mixed.</param>
/// <param name="Findings">Sentences for people; nothing is changed because of them.</param>
public sealed record SeriesArrangement(
    IReadOnlyList<long> Keys, double? SpacingMm, string? Orientation, IReadOnlyList<string> Findings);
