namespace Studio.Imaging.Geometry;

/// <summary>
/// Puts the slices of a series in order by where they lie in the patient (PS3.3 C.7.6.2.1.1) and says what is odd: gaps,
/// uneven spacing, mixed orientations or sizes. Nothing is repaired; a person decides.
/// </summary>
public static class SeriesGeometry
{
    /// <summary>Cosine of about 1.8°: orientations closer than this count as one.</summary>
    private const double SameDirection = 0.9995;

    /// <param name="slices">At least one; keys are different.</param>
    public static SeriesArrangement Arrange(IReadOnlyList<SeriesSlice> slices)
    {
        ArgumentNullException.ThrowIfNull(slices);
        var findings = new List<string>(SeriesUniformity.Check(slices));
        List<SeriesSlice> placed = [.. slices.Where(slice => slice.Plane is not null)];
        List<SeriesSlice> unplaced = [.. ByNumber(slices.Where(slice => slice.Plane is null))];
        if (placed.Count == 0)
        {
            findings.AddRange(SeriesNumbering.Check(unplaced));
            return new SeriesArrangement(Keys(unplaced), null, null, findings);
        }

        if (unplaced.Count > 0)
        {
            findings.Add($"{unplaced.Count} of {slices.Count} slices do not say where they lie in the patient. They come last, in the order of their numbers.");
        }

        List<List<SeriesSlice>> directions = ByDirection(placed);
        if (directions.Count > 1)
        {
            findings.Add($"Slices of different orientation lie in one series: {Names(directions)}. Often these are overview pictures; leave them out before you measure volumes.");
        }

        SliceStack main = SliceStack.Of(directions[0]);
        findings.AddRange(SliceSpacing.Check(main));
        IEnumerable<SeriesSlice> others = directions.Skip(1).SelectMany(group => SliceStack.Of(group).Slices);
        return new SeriesArrangement(
            Keys([.. main.Slices, .. others, .. unplaced]),
            SliceSpacing.EvenDistance(main),
            directions.Count == 1 ? AnatomicalPlane.NameOf(placed[0].Plane!) : null,
            findings);
    }

    internal static IEnumerable<SeriesSlice> ByNumber(IEnumerable<SeriesSlice> slices) =>
        slices.OrderBy(slice => slice.InstanceNumber ?? int.MaxValue).ThenBy(slice => slice.FrameIndex).ThenBy(slice => slice.Key);

    /// <summary>Groups of one orientation, the largest first.</summary>
    private static List<List<SeriesSlice>> ByDirection(List<SeriesSlice> placed)
    {
        var groups = new List<List<SeriesSlice>>();
        foreach (SeriesSlice slice in placed)
        {
            List<SeriesSlice>? group = groups.Find(candidate => AreParallel(candidate[0].Plane!, slice.Plane!));
            if (group is null)
            {
                groups.Add([slice]);
            }
            else
            {
                group.Add(slice);
            }
        }

        return [.. groups.OrderByDescending(group => group.Count)];
    }

    private static bool AreParallel(FramePlane a, FramePlane b) =>
        a.RowDirection.Dot(b.RowDirection) > SameDirection && a.ColumnDirection.Dot(b.ColumnDirection) > SameDirection;

    private static string Names(List<List<SeriesSlice>> directions) =>
        string.Join(", ", directions.Select(group => $"{group.Count} {AnatomicalPlane.NameOf(group[0].Plane!)}"));

    private static List<long> Keys(IEnumerable<SeriesSlice> slices) => [.. slices.Select(slice => slice.Key)];
}
