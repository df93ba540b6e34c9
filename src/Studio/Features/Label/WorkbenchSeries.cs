using System.Globalization;
using Studio.Storage;

namespace Studio.Features.Label;

/// <summary>One slice in the list of its series; what its picture needs comes from <see cref="SliceEndpoint"/>.</summary>
public sealed record WorkbenchSlice(string ImageId, ImageState State, bool HasLabel);

/// <summary>The series an open image is a slice of.</summary>
/// <param name="Index">Place of the open image, from 0.</param>
/// <param name="Slices">Null for who has the list already.</param>
public sealed record WorkbenchSeries(
    string Id,
    string Name,
    int Index,
    int Count,
    double? SliceSpacingMm,
    string? Orientation,
    IReadOnlyList<string> Findings,
    IReadOnlyList<WorkbenchSlice>? Slices)
{
    public static WorkbenchSeries From(SeriesOfImage series, long imageId, IReadOnlyList<SliceState>? states) => new(
        series.Id.ToString(CultureInfo.InvariantCulture),
        string.Join(" · ", new[] { series.Description, series.Channel }.Where(part => !string.IsNullOrEmpty(part))),
        series.ImageIds.ToList().IndexOf(imageId),
        series.ImageIds.Count,
        series.SliceSpacingMm,
        series.Orientation,
        series.Findings,
        states is null ? null : [.. states.Select(slice => new WorkbenchSlice(
            slice.ImageId.ToString(CultureInfo.InvariantCulture), slice.State, slice.HasLabel))]);
}
