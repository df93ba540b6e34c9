using System.Globalization;

namespace Studio.Imaging.Geometry;

/// <summary>Findings on slices of different sizes or pixel spacings in one series.</summary>
internal static class SeriesUniformity
{
    private const double SameSpacingMm = 1e-3;

    public static IEnumerable<string> Check(IReadOnlyList<SeriesSlice> slices)
    {
        var sizes = slices.GroupBy(slice => (slice.Rows, slice.Columns)).OrderByDescending(group => group.Count()).ToList();
        if (sizes.Count > 1)
        {
            string list = string.Join(", ", sizes.Select(size => $"{size.Count()} with {size.Key.Columns}×{size.Key.Rows}"));
            yield return $"Slices of different size lie in one series: {list} pixels. They do not form one volume.";
        }

        List<PixelSpacing> spacings = [.. slices.Select(slice => slice.Spacing).OfType<PixelSpacing>()];
        if (spacings.Count > 0 && spacings.Exists(spacing => Differs(spacing, spacings[0])))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Pixels are not of one size in this series: {spacings.Min(s => s.RowMm):0.###} to {spacings.Max(s => s.RowMm):0.###} mm between rows. Lengths are right on each slice only.");
        }

        if (spacings.Count > 0 && spacings.Count < slices.Count)
        {
            yield return $"{slices.Count - spacings.Count} of {slices.Count} slices do not say how large their pixels are.";
        }
    }

    private static bool Differs(PixelSpacing a, PixelSpacing b) =>
        Math.Abs(a.RowMm - b.RowMm) > SameSpacingMm || Math.Abs(a.ColumnMm - b.ColumnMm) > SameSpacingMm;
}
