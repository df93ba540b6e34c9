namespace Studio.Imaging.Geometry;

/// <summary>The name of a plane by the patient's axis that its normal is closest to.</summary>
public static class AnatomicalPlane
{
    /// <summary>A normal turned by more than 25° from an axis is called oblique.</summary>
    private static readonly double SmallestCosine = Math.Cos(25 * Math.PI / 180);

    /// <returns>axial, coronal, sagittal or oblique.</returns>
    public static string NameOf(FramePlane plane)
    {
        ArgumentNullException.ThrowIfNull(plane);
        PatientVector normal = plane.Normal;
        (double Cosine, string Name)[] axes =
        [
            (Math.Abs(normal.Superior), "axial"),
            (Math.Abs(normal.Posterior), "coronal"),
            (Math.Abs(normal.Left), "sagittal"),
        ];
        (double cosine, string name) = axes.MaxBy(axis => axis.Cosine);
        return cosine >= SmallestCosine ? name : "oblique";
    }
}
