namespace Studio.Imaging;

/// <summary>A point or direction in the patient's coordinates: millimetres towards left, posterior and superior (PS3.3 C.7.6.2.1.1).</summary>
public readonly record struct PatientVector(double Left, double Posterior, double Superior)
{
    public double Length => Math.Sqrt(Dot(this));

    public double[] ToArray() => [Left, Posterior, Superior];

    public static PatientVector operator -(PatientVector a, PatientVector b) =>
        new(a.Left - b.Left, a.Posterior - b.Posterior, a.Superior - b.Superior);

    public static PatientVector operator +(PatientVector a, PatientVector b) =>
        new(a.Left + b.Left, a.Posterior + b.Posterior, a.Superior + b.Superior);

    public static PatientVector operator *(PatientVector a, double factor) =>
        new(a.Left * factor, a.Posterior * factor, a.Superior * factor);

    public double Dot(PatientVector other) => (Left * other.Left) + (Posterior * other.Posterior) + (Superior * other.Superior);

    public PatientVector Cross(PatientVector other) => new(
        (Posterior * other.Superior) - (Superior * other.Posterior),
        (Superior * other.Left) - (Left * other.Superior),
        (Left * other.Posterior) - (Posterior * other.Left));
}

/// <summary>Where a frame lies in the patient (PS3.3 C.7.6.2).</summary>
/// <param name="Position">Centre of the first pixel, in millimetres.</param>
/// <param name="RowDirection">Unit vector of growing column index (the first three values of image orientation).</param>
/// <param name="ColumnDirection">Unit vector of growing row index (the last three values).</param>
public sealed record FramePlane(PatientVector Position, PatientVector RowDirection, PatientVector ColumnDirection)
{
    /// <summary>Unit vector across the frame, row direction × column direction.</summary>
    public PatientVector Normal => RowDirection.Cross(ColumnDirection);

    /// <summary>Place along the normal, in millimetres.</summary>
    public double DistanceMm => Position.Dot(Normal);
}
