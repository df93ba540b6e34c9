namespace Studio.Imaging.Dicom;

/// <summary>Reads where frames lie in the patient (PS3.3 C.7.6.2.1.1, C.7.6.16.2.3 and C.7.6.16.2.4).</summary>
internal static class DicomPlane
{
    /// <summary>How far a direction may be from a unit vector, and two directions from a right angle.</summary>
    private const double Tolerance = 1e-3;

    /// <summary>Null without a position and orientation, and where the orientation is none; then with a warning.</summary>
    /// <param name="position">The dataset or item with the image position.</param>
    /// <param name="orientation">The dataset or item with the image orientation.</param>
    public static FramePlane? Read(DicomDataset? position, DicomDataset? orientation, ISet<string> warnings)
    {
        IReadOnlyList<double> place = position?.Numbers(DicomTag.ImagePositionPatient) ?? [];
        IReadOnlyList<double> directions = orientation?.Numbers(DicomTag.ImageOrientationPatient) ?? [];
        if (place.Count == 0 || directions.Count == 0)
        {
            return null;
        }

        if (place.Count < 3 || !place.Take(3).All(double.IsFinite))
        {
            warnings.Add("The file's image position is not three numbers, so its place in the patient is unknown.");
            return null;
        }

        if (directions.Count < 6 || Unit(directions, 0) is not { } row || Unit(directions, 3) is not { } column || Math.Abs(row.Dot(column)) > Tolerance)
        {
            warnings.Add("The file's image orientation is not two unit vectors at a right angle, so its place in the patient is unknown.");
            return null;
        }

        return new FramePlane(new PatientVector(place[0], place[1], place[2]), row, column);
    }

    /// <summary>
    /// Planes of a dose grid (PS3.3 C.8.8.3.2): offsets along the normal when the first is 0, else positions along the
    /// patient's long axis.
    /// </summary>
    public static IReadOnlyList<FramePlane> Stack(FramePlane first, IReadOnlyList<double> offsets)
    {
        bool areRelative = offsets[0] == 0;
        return [.. offsets.Select(offset => first with
        {
            Position = areRelative ? first.Position + (first.Normal * offset) : first.Position with { Superior = offset },
        })];
    }

    /// <summary>Three numbers as an exact unit vector; null when they are far from one.</summary>
    private static PatientVector? Unit(IReadOnlyList<double> values, int at)
    {
        var vector = new PatientVector(values[at], values[at + 1], values[at + 2]);
        return Math.Abs(vector.Length - 1) <= Tolerance ? vector * (1 / vector.Length) : null;
    }
}
