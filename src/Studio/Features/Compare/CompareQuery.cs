using System.Globalization;
using Studio.Contracts.Projects;
using Studio.Statistics;

namespace Studio.Features.Compare;

/// <summary>
/// What is compared, as the address has it: <c>runs=12,9,7&amp;set=validation&amp;metric=iou&amp;by=patient&amp;version=3</c>. Runs
/// of the folds of one split count as one where they are joined: <c>runs=1+2+3+4+5,12</c>.
/// </summary>
/// <param name="Entries">Numbers of the runs of each thing that is compared, in the order asked for.</param>
/// <param name="Version">Number of the version whose images are looked at; null: of each run the version it was trained on.</param>
/// <param name="Metric">Key, e.g. <c>iou</c>; null: what the runs are judged by.</param>
/// <param name="Level">Null: what is usual for the metric.</param>
public sealed record CompareQuery(
    IReadOnlyList<IReadOnlyList<int>> Entries, Split Set = Split.Validation, int? Version = null, string? Metric = null, FigureLevel? Level = null)
{
    /// <summary>More are not read on one page.</summary>
    public const int MostEntries = 20;

    /// <summary>Null where the text names no run.</summary>
    public static IReadOnlyList<IReadOnlyList<int>>? ReadEntries(string? text)
    {
        var entries = (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(entry => entry.Split(['+', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        return entries.Count > 0 && entries.All(entry => entry.Length > 0 && entry.All(number => int.TryParse(number, CultureInfo.InvariantCulture, out _)))
            ? [.. entries.Select(entry => (IReadOnlyList<int>)[.. entry.Select(number => int.Parse(number, CultureInfo.InvariantCulture)).Distinct()])]
            : null;
    }

    /// <summary>As <see cref="ReadEntries"/> reads it.</summary>
    public static string Write(IEnumerable<IReadOnlyList<int>> entries) => string.Join(',', entries.Select(entry => string.Join('+', entry)));
}
