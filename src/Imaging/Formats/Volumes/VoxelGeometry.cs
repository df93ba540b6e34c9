namespace Studio.Imaging.Formats.Volumes;

/// <summary>
/// Where the voxels of a grid lie: the centre of voxel (i, j, k) is Origin + i × First + j × Second + k × Third, in
/// millimetres towards left, posterior and superior.
/// </summary>
internal sealed record VoxelGeometry(PatientVector Origin, PatientVector First, PatientVector Second, PatientVector Third)
{
    private const double SmallestVolume = 1e-6;
    private const double LargestSkew = 1e-3;

    /// <summary>Whether the axes are finite, none is zero and they span a volume.</summary>
    public bool IsUsable
    {
        get
        {
            double lengths = First.Length * Second.Length * Third.Length;
            double volume = Math.Abs(First.Cross(Second).Dot(Third));
            bool isFinite = double.IsFinite(lengths) && double.IsFinite(Origin.Length);
            return isFinite && lengths > 0 && volume > SmallestVolume * lengths;
        }
    }

    /// <summary>Whether rows and columns of a slice meet at right angles, as a <see cref="FramePlane"/> requires.</summary>
    public bool HasRightAngles => Math.Abs(First.Dot(Second)) <= LargestSkew * First.Length * Second.Length;
}
