namespace Studio.Imaging.Geometry;

/// <summary>Slices of one orientation, along their normal; where every place occurs equally often, volume after volume.</summary>
/// <param name="Slices">In order.</param>
/// <param name="Places">Distinct places along the normal, in millimetres, ascending.</param>
/// <param name="Counts">How many slices lie at each place.</param>
internal sealed record SliceStack(IReadOnlyList<SeriesSlice> Slices, IReadOnlyList<double> Places, IReadOnlyList<int> Counts)
{
    /// <summary>Places closer than this are the same place.</summary>
    private const double SamePlaceMm = 0.01;

    /// <summary>Slices at each place when that is the same number everywhere, e.g. the time points of a perfusion series.</summary>
    public int Volumes => Counts.Distinct().Count() == 1 ? Counts[0] : 1;

    /// <param name="slices">All with a plane, all of one orientation.</param>
    public static SliceStack Of(IReadOnlyList<SeriesSlice> slices)
    {
        PatientVector normal = slices[0].Plane!.Normal;
        List<(SeriesSlice Slice, double Place)> sorted =
            [.. slices.Select(slice => (slice, slice.Plane!.Position.Dot(normal))).OrderBy(entry => entry.Item2)];
        var groups = new List<List<SeriesSlice>>();
        var places = new List<double>();
        foreach ((SeriesSlice slice, double place) in sorted)
        {
            if (places.Count == 0 || place - places[^1] > SamePlaceMm)
            {
                places.Add(place);
                groups.Add([]);
            }

            groups[^1].Add(slice);
        }

        List<List<SeriesSlice>> ordered = [.. groups.Select(group => SeriesGeometry.ByNumber(group).ToList())];
        bool isRepeated = ordered.TrueForAll(group => group.Count == ordered[0].Count);
        IEnumerable<SeriesSlice> order = isRepeated
            ? Enumerable.Range(0, ordered[0].Count).SelectMany(volume => ordered.Select(group => group[volume]))
            : ordered.SelectMany(group => group);
        return new SliceStack([.. order], places, [.. ordered.Select(group => group.Count)]);
    }
}
