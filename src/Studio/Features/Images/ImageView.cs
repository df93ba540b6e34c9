using Microsoft.AspNetCore.WebUtilities;
using Studio.Contracts.Projects;
using Studio.Features.Label;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Images;

public enum ImageLayout
{
    Grid,
    Table,
}

/// <summary>What the Images page looks at, all of it in the address.</summary>
/// <param name="SizePx">Least width of a picture in the grid.</param>
public sealed record ImageView(ImageFilter Filter, ImageLayout Layout, int SizePx)
{
    public const int SmallestPx = 100;
    public const int LargestPx = 320;
    public const int DefaultPx = 145;

    /// <param name="query">The address's query, with or without its question mark.</param>
    /// <param name="userId">Who "assigned=me" is.</param>
    public static ImageView Parse(long projectId, string? query, long? userId = null)
    {
        var values = QueryHelpers.ParseQuery(query ?? "");
        var layout = values.TryGetValue("view", out var word) && word == "table" ? ImageLayout.Table : ImageLayout.Grid;
        var size = values.TryGetValue("size", out var text) && int.TryParse(text, out var px) ? px : DefaultPx;
        return new ImageView(QueueFilter.Parse(projectId, query, userId), layout, Math.Clamp(size, SmallestPx, LargestPx));
    }

    /// <summary>The filter and order alone: a queue for labelling. Empty for all images by name.</summary>
    public string ToQueue() => Join(FilterParts());

    /// <summary>The whole query, without a question mark.</summary>
    public string ToQuery() => Join(FilterParts()
        .Append(("view", Layout == ImageLayout.Table ? "table" : null))
        .Append(("size", SizePx == DefaultPx ? null : $"{SizePx}")));

    IEnumerable<(string Name, string? Value)> FilterParts()
    {
        var classes = Filter.ClassIndexes.Select(i => $"{i}");
        yield return ("ids", List(Filter.ImageIds.Select(i => $"{i}")));
        yield return ("state", List(Filter.States.Select(Wording.InAddress)));
        yield return ("class", List(Filter.NothingLabelled ? classes.Append("none") : classes));
        yield return ("patient", Filter.PatientId is { } patient ? $"{patient}" : null);
        yield return ("split", List(Filter.Splits.Select(Wording.InAddress)));
        yield return ("assigned", List(Filter.AssignedTo.Select(i => i == ImageFilter.Nobody ? "none" : $"{i}")));
        yield return ("q", string.IsNullOrWhiteSpace(Filter.Text) ? null : Filter.Text);
        yield return ("sort", Filter.Sort == ImageSort.Name ? null : Wording.InAddress(Filter.Sort));
        yield return ("slices", Filter.Collapse ? null : "all");
    }

    static string? List(IEnumerable<string> words) => string.Join(',', words) is { Length: > 0 } list ? list : null;

    // The comma separates words of a list and may stand in a query as it is.
    static string Join(IEnumerable<(string Name, string? Value)> parts) => string.Join('&', parts
        .Where(p => p.Value is not null)
        .Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!).Replace("%2C", ",", StringComparison.Ordinal)}"));
}
