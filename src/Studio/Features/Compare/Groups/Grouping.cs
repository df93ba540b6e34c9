using System.Globalization;
using Studio.Storage;

namespace Studio.Features.Compare.Groups;

/// <summary>Parts images by a text, by bands of a number, or by how large something is on them.</summary>
public static class Grouping
{
    /// <summary>More groups are not told apart: a table of them is no help, and chance makes some look odd.</summary>
    public const int MostGroups = 12;

    const int MostBands = 8;
    const int FewestForBands = 6;
    const string NotKnown = "Not known";

    /// <summary>By value, whatever its case; the most frequent first. Beyond <see cref="MostGroups"/> the rest is one group.</summary>
    /// <param name="values">[cases].</param>
    public static IReadOnlyList<CaseGroup> ByText(IReadOnlyList<string?> values)
    {
        var known = values.Index().Where(entry => !string.IsNullOrWhiteSpace(entry.Item))
            .GroupBy(entry => entry.Item!.Trim(), entry => entry.Index, StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.OrdinalIgnoreCase).ToList();
        var own = known.Count <= MostGroups ? known : known[..(MostGroups - 1)];
        List<CaseGroup> groups = [.. own.Select(group => new CaseGroup(FieldFilter.TokenOf(group.Key), group.Key, [.. group.Order()]))];
        if (known.Count > own.Count)
            groups.Add(new CaseGroup("others", $"{known.Count - own.Count} other values", [.. known[own.Count..].SelectMany(group => group).Order()]));
        return [.. groups, .. Unknown(values.Index().Where(entry => string.IsNullOrWhiteSpace(entry.Item)).Select(entry => entry.Index))];
    }

    /// <summary>Decades, or thirds where that were too many or too few.</summary>
    /// <param name="values">[cases]; years, NaN where unknown.</param>
    public static IReadOnlyList<CaseGroup> ByAge(IReadOnlyList<double> values)
    {
        var decades = values.Index().Where(entry => !double.IsNaN(entry.Item)).GroupBy(entry => (int)Math.Floor(entry.Item / 10), entry => entry.Index)
            .OrderBy(group => group.Key).ToList();
        return decades.Count is < 2 or > MostBands
            ? ByNumber(values, " years")
            : [
                .. decades.Select(group => new CaseGroup($"decade-{group.Key}", $"{group.Key * 10}–{(group.Key * 10) + 9} years", [.. group])),
                .. Unknown(WithoutNumber(values)),
            ];
    }

    /// <summary>Value by value where there are few of them, else thirds.</summary>
    /// <param name="values">[cases]; NaN where unknown.</param>
    public static IReadOnlyList<CaseGroup> ByNumber(IReadOnlyList<double> values, string unit = "")
    {
        var distinct = values.Where(value => !double.IsNaN(value)).Distinct().Order().ToList();
        if (distinct.Count < FewestForBands)
        {
            return
            [
                .. distinct.Select(number => new CaseGroup($"is-{Text(number)}", $"{Text(number)}{unit}", Where(values, value => value == number))),
                .. Unknown(WithoutNumber(values)),
            ];
        }

        return [.. Thirds(values, 1, (low, high) => (low, high) switch
        {
            (null, { } end) => $"up to {end}{unit}",
            ({ } start, null) => $"over {start}{unit}",
            _ => $"{low}–{high}{unit}",
        }), .. Unknown(WithoutNumber(values))];
    }

    /// <param name="shares">[cases]; of the image, 0–1; NaN where the image does not hold the class.</param>
    /// <param name="name">Of the class.</param>
    public static IReadOnlyList<CaseGroup> BySize(IReadOnlyList<double> shares, string name) =>
    [
        .. Thirds(shares, 100, (low, high) => (low, high) switch
        {
            (null, { } end) => $"Small {name}, up to {end}\u00a0% of the image",
            ({ } start, null) => $"Large {name}, over {start}\u00a0% of the image",
            _ => $"Medium {name}, {low}–{high}\u00a0%",
        }),
        .. WithoutNumber(shares) is { Count: > 0 } without ? [new CaseGroup("none", $"No {name}", without)] : Array.Empty<CaseGroup>(),
    ];

    /// <summary>Bounds are told with few digits, and are what is told; bands that nothing is in are left out.</summary>
    static IEnumerable<CaseGroup> Thirds(IReadOnlyList<double> values, double scale, Func<string?, string?, string> name)
    {
        double[] sorted = [.. values.Where(value => !double.IsNaN(value)).Select(value => value * scale).Order()];
        if (sorted.Length == 0)
            yield break;
        double[] bounds = [.. new[] { sorted[(sorted.Length - 1) / 3], sorted[(sorted.Length - 1) * 2 / 3] }
            .Select(bound => Rounded(bound, sorted[^1] - sorted[0])).Distinct().Where(bound => bound >= sorted[0] && bound < sorted[^1])];
        for (var band = 0; band <= bounds.Length; band++)
        {
            var (low, high) = (band == 0 ? double.NegativeInfinity : bounds[band - 1], band == bounds.Length ? double.PositiveInfinity : bounds[band]);
            var places = Where(values, value => value * scale > low && value * scale <= high);
            if (places.Count > 0 && bounds.Length > 0)
                yield return new CaseGroup($"band-{band}", name(double.IsInfinity(low) ? null : Text(low), double.IsInfinity(high) ? null : Text(high)), places);
        }

        if (bounds.Length == 0)
            yield return new CaseGroup("band-0", $"{Text(sorted[0])}–{Text(sorted[^1])}", Where(values, value => !double.IsNaN(value)));
    }

    /// <summary>To two digits of itself or of the range, whichever is finer: sizes differ by orders of magnitude, years do not.</summary>
    static double Rounded(double value, double range)
    {
        if (range <= 0 || value == 0)
            return value;
        var digits = Math.Clamp(1 - (int)Math.Floor(Math.Log10(Math.Min(range, Math.Abs(value)))), -6, 10);
        var step = Math.Pow(10, -digits);
        return digits >= 0 ? Math.Round(value, digits) : Math.Round(value * Math.Pow(10, digits)) * step;
    }

    static IEnumerable<CaseGroup> Unknown(IEnumerable<int> places)
    {
        List<int> own = [.. places.Order()];
        return own.Count == 0 ? [] : [new CaseGroup("unknown", NotKnown, own)];
    }

    static IReadOnlyList<int> WithoutNumber(IReadOnlyList<double> values) => Where(values, double.IsNaN);

    static IReadOnlyList<int> Where(IReadOnlyList<double> values, Func<double, bool> holds) =>
        [.. Enumerable.Range(0, values.Count).Where(place => holds(values[place]))];

    static string Text(double value) => value.ToString("0.##########", CultureInfo.InvariantCulture).Replace('-', '−');
}
