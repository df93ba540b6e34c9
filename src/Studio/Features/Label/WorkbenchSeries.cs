using System.Globalization;
using Studio.Storage;

namespace Studio.Features.Label;

/// <summary>The series an open image is a slice of.</summary>
/// <param name="Index">Place of the open image, from 0.</param>
/// <param name="Slices">Images in the order of the slices; what their pictures need comes from <see cref="SliceEndpoint"/>.</param>
public sealed record WorkbenchSeries(
    string Id,
    string Name,
    int Index,
    int Count,
    double? SliceSpacingMm,
    string? Orientation,
    IReadOnlyList<string> Findings,
    IReadOnlyList<string> Slices)
{
    public static WorkbenchSeries From(SeriesOfImage series, long imageId) => new(
        series.Id.ToString(CultureInfo.InvariantCulture),
        string.Join(" · ", new[] { series.Description, series.Channel }.Where(part => !string.IsNullOrEmpty(part))),
        series.ImageIds.ToList().IndexOf(imageId),
        series.ImageIds.Count,
        series.SliceSpacingMm,
        series.Orientation,
        series.Findings,
        [.. series.ImageIds.Select(id => id.ToString(CultureInfo.InvariantCulture))]);
}
