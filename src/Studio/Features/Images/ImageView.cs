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

    /// <summary>Patients with their studies and series.</summary>
    Patients,
    Map,
}

/// <summary>What the Images page looks at, all of it in the address.</summary>
/// <param name="SizePx">Least width of a picture in the grid.</param>
public sealed record ImageView(ImageFilter Filter, ImageLayout Layout, int SizePx)
{
    /// <summary>Columns of the table (<see cref="TableColumn"/>) in their order; empty for the usual ones.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Columns that are shown among the filters besides those that are set.</summary>
    public IReadOnlyList<long> MoreFilters { get; init; } = [];

    public const int SmallestPx = 100;
    public const int LargestPx = 320;
    public const int DefaultPx = 145;

    /// <param name="query">The address's query, with or without its question mark.</param>
    /// <param name="userId">Who "assigned=me" is.</param>
    public static ImageView Parse(long projectId, string? query, long? userId = null)
    {
        var values = QueryHelpers.ParseQuery(query ?? "");
        var layout = values.TryGetValue("view", out var word) && Enum.TryParse<ImageLayout>(word, ignoreCase: true, out var known) && Enum.IsDefined(known)
            ? known
            : ImageLayout.Grid;
        var size = values.TryGetValue("size", out var text) && int.TryParse(text, out var px) ? px : DefaultPx;
        IReadOnlyList<string> Words(string key) => values.TryGetValue(key, out var list)
            ? list.ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [];
        return new ImageView(QueueFilter.Parse(projectId, query, userId), layout, Math.Clamp(size, SmallestPx, LargestPx))
        {
            Columns = Words("columns"),
            MoreFilters = [.. Words("more").Select(FieldFilterWord.ParseKey).OfType<long>()],
        };
    }

    /// <summary>The filter and order alone: a queue for labelling. Empty for all images by name.</summary>
    public string ToQueue() => Join(FilterParts());

    /// <summary>The whole query, without a question mark.</summary>
    public string ToQuery() => Join(FilterParts()
        .Append(("view", Layout == ImageLayout.Grid ? null : Wording.InAddress(Layout)))
        .Append(("size", SizePx == DefaultPx ? null : $"{SizePx}"))
        .Append(("columns", List(Columns)))
        .Append(("more", List(MoreFilters.Select(FieldFilterWord.Key)))));

    IEnumerable<(string Name, string? Value)> FilterParts()
    {
        var classes = Filter.ClassIndexes.Select(i => $"{i}");
        yield return ("ids", List(Filter.ImageIds.Select(i => $"{i}")));
        yield return ("state", List(Filter.States.Select(Wording.InAddress)));
        yield return ("class", List(Filter.NothingLabelled ? classes.Append("none") : classes));
        yield return ("patient", Filter.PatientId is { } patient ? $"{patient}" : null);
        yield return ("split", List(Filter.Splits.Select(Wording.InAddress)));
        yield return ("assigned", List(Filter.AssignedTo.Select(i => i == ImageFilter.Nobody ? "none" : $"{i}")));
        yield return ("collection", List(Filter.Collections.Select(i => $"{i}")));
        yield return ("left-out", Filter.OnlyExcluded ? "only" : null);
        foreach (var field in Filter.Fields)
            yield return (FieldFilterWord.Key(field.FieldId), FieldFilterWord.Of(field));
        yield return ("q", string.IsNullOrWhiteSpace(Filter.Text) ? null : Filter.Text);
        yield return ("sort", SortWord());
        yield return ("slices", Filter.Collapse ? null : "all");
    }

    string? SortWord() => Filter.SortField is { } field ? $"{(Filter.SortDescending ? "-" : "")}{FieldFilterWord.Key(field)}"
        : Filter.Sort == ImageSort.Name ? null : Wording.InAddress(Filter.Sort);

    static string? List(IEnumerable<string> words) => string.Join(',', words) is { Length: > 0 } list ? list : null;

    // The comma separates words of a list and may stand in a query as it is.
    static string Join(IEnumerable<(string Name, string? Value)> parts) => string.Join('&', parts
        .Where(p => p.Value is not null)
        .Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!).Replace("%2C", ",", StringComparison.Ordinal)}"));
}
