namespace Studio.Imaging.Geometry;

/// <summary>Findings on a series that has nothing but the scanner's numbers to be ordered by.</summary>
internal static class SeriesNumbering
{
    private const int NamedNumbers = 5;

    /// <param name="slices">In the order of their numbers.</param>
    public static IEnumerable<string> Check(IReadOnlyList<SeriesSlice> slices)
    {
        if (slices.Count < 2)
        {
            yield break;
        }

        // The frames of one file share its number and are in the file's own order.
        List<int> numbers = [.. slices.Where(slice => slice.FrameIndex == 0).Select(slice => slice.InstanceNumber).OfType<int>()];
        if (numbers.Count > 1 && numbers.Distinct().Count() < numbers.Count)
        {
            yield return "Several pictures of this series have the same number, and none says where it lies. Their order is not certain.";
            yield break;
        }

        if (numbers.Count < 2)
        {
            yield break;
        }

        List<int> missing = [.. Enumerable.Range(numbers.Min(), Math.Min(numbers.Max() - numbers.Min() + 1, 100_000)).Except(numbers)];
        if (missing.Count > 0 && missing.Count < numbers.Count)
        {
            string more = missing.Count > NamedNumbers ? $" and {missing.Count - NamedNumbers} more" : "";
            yield return $"Numbers are missing in this series: {string.Join(", ", missing.Take(NamedNumbers))}{more}. Ask whether pictures are missing too.";
        }
    }
}
