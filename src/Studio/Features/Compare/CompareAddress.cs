using System.Globalization;
using Studio.Contracts.Projects;
using Studio.Features.Shell;
using Studio.Statistics;

namespace Studio.Features.Compare;

/// <summary>What is compared as addresses hold it: <c>/p/hands/compare?runs=12,9,7&amp;set=validation&amp;metric=iou&amp;by=patient&amp;version=3</c>.</summary>
public static class CompareAddress
{
    public static string Page(string slug, CompareQuery query) => $"/p/{slug}/compare?{Write(query)}";

    public static string Report(string slug, CompareQuery query) => $"/p/{slug}/compare/report?{Write(query)}";

    /// <summary>Of runs by themselves, as the list of runs links to it.</summary>
    public static string Page(string slug, IEnumerable<IReadOnlyList<int>> entries) => Page(slug, new CompareQuery([.. entries]));

    /// <summary>The query part; what is usual is left away, except for the set.</summary>
    public static string Write(CompareQuery query) => string.Join('&', Parts(query));

    /// <returns>Null where the address names no run. Words that are not known count as what is usual.</returns>
    public static CompareQuery? Read(string? runs, string? set, string? metric, string? by, int? version) =>
        CompareQuery.ReadEntries(runs) is { } entries
            ? new CompareQuery(Distinct(entries), ReadSet(set), version, string.IsNullOrWhiteSpace(metric) ? null : metric, ReadWord<FigureLevel>(by))
            : null;

    /// <summary>The part of the address: "validation", "test".</summary>
    public static Split ReadSet(string? set) => ReadWord<Split>(set) is { } known and (Split.Validation or Split.Test) ? known : Split.Validation;

    static IEnumerable<string> Parts(CompareQuery query)
    {
        yield return $"runs={CompareQuery.Write(query.Entries)}";
        yield return $"set={Wording.InAddress(query.Set)}";
        if (query.Metric is { } metric)
            yield return $"metric={Uri.EscapeDataString(metric)}";
        if (query.Level is { } level)
            yield return $"by={Wording.InAddress(level)}";
        if (query.Version is { } version)
            yield return $"version={version.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>The same runs twice are compared once.</summary>
    static IReadOnlyList<IReadOnlyList<int>> Distinct(IReadOnlyList<IReadOnlyList<int>> entries) =>
        [.. entries.DistinctBy(entry => string.Join('+', entry.Order()))];

    static T? ReadWord<T>(string? word)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Wording.InAddress(value) == word)
                return value;
        }

        return null;
    }
}
