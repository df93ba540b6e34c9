using System.Globalization;
using Studio.Features.Shell;

namespace Studio.Features.Audit;

/// <summary>One thing that may give a class away.</summary>
/// <param name="Title">E.g. "Brightness", "Size".</param>
/// <param name="Describe">
/// Completes "Pictures that show X …" from the units that do and those that do not, e.g. "are 5 % brighter than others".
/// </param>
public abstract record ShortcutFact(string Title, Func<IReadOnlyList<ShortcutUnit>, IReadOnlyList<ShortcutUnit>, string> Describe)
{
    /// <summary>Whether a disease itself may show in it, as a pneumonia brightens a lung; its maker and size never come of it.</summary>
    public bool MayBeSign { get; init; }

    /// <summary>The fact of every unit as columns of numbers; none where it is the same everywhere.</summary>
    /// <returns>[columns][units], finite.</returns>
    public abstract IReadOnlyList<double[]> Columns(IReadOnlyList<ShortcutUnit> units);

    /// <summary>What is the same everywhere tells nothing.</summary>
    protected static IEnumerable<double[]> Changing(IEnumerable<double[]> columns) =>
        columns.Where(column => column.Any(value => value != column[0]));
}

/// <summary>A fact in numbers, of a series their mean.</summary>
/// <param name="Read">Each null where the picture does not have it.</param>
public sealed record NumberFact(
    string Title,
    IReadOnlyList<Func<ShortcutPicture, double?>> Read,
    Func<IReadOnlyList<ShortcutUnit>, IReadOnlyList<ShortcutUnit>, string> Describe) : ShortcutFact(Title, Describe)
{
    public override IReadOnlyList<double[]> Columns(IReadOnlyList<ShortcutUnit> units) => [.. Changing(Read.SelectMany(read => Columns(units, read)))];

    /// <summary>Of a unit, NaN where none of its pictures has it.</summary>
    public static double Of(ShortcutUnit unit, Func<ShortcutPicture, double?> read) =>
        unit.Pictures.Select(read).Where(value => value is { } number && double.IsFinite(number)).Average() ?? double.NaN;

    /// <summary>Mean over those units that have it.</summary>
    public static double Mean(IEnumerable<ShortcutUnit> units, Func<ShortcutPicture, double?> read) =>
        units.Select(unit => Of(unit, read)).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();

    /// <summary>The values, the mean in place of missing ones, and whether a value is missing.</summary>
    static IEnumerable<double[]> Columns(IReadOnlyList<ShortcutUnit> units, Func<ShortcutPicture, double?> read)
    {
        double[] values = [.. units.Select(unit => Of(unit, read))];
        var mean = values.Where(double.IsFinite).DefaultIfEmpty(0).Average();
        yield return [.. values.Select(value => double.IsNaN(value) ? mean : value)];
        yield return [.. values.Select(value => double.IsNaN(value) ? 1.0 : 0)];
    }
}

/// <summary>A fact in words; a missing one is a word, too.</summary>
/// <param name="Subject">In the sentence "come … : A in 80 % of them, in 12 % of others", e.g. "from other makers".</param>
public sealed record WordFact(string Title, string Subject, Func<ShortcutPicture, string?> Read)
    : ShortcutFact(Title, (shown, others) => DescribeShares(Subject, Read, shown, others))
{
    /// <summary>Rarer words count as one, so that no word stands for a handful of pictures.</summary>
    const int MostWords = 12;

    const string Missing = "not given";

    public override IReadOnlyList<double[]> Columns(IReadOnlyList<ShortcutUnit> units)
    {
        string[] words = [.. units.Select(unit => WordOf(unit, Read))];
        var frequent = words.CountBy(word => word).OrderByDescending(word => word.Value).ThenBy(word => word.Key, StringComparer.Ordinal).Take(MostWords);
        return [.. Changing(frequent.Select(entry => words.Select(word => word == entry.Key ? 1.0 : 0).ToArray()))];
    }

    static string WordOf(ShortcutUnit unit, Func<ShortcutPicture, string?> read) => read(unit.Pictures[0]) ?? Missing;

    static string DescribeShares(
        string subject, Func<ShortcutPicture, string?> read, IReadOnlyList<ShortcutUnit> shown, IReadOnlyList<ShortcutUnit> others)
    {
        double ShareOf(IReadOnlyList<ShortcutUnit> units, string word) => (double)units.Count(unit => WordOf(unit, read) == word) / units.Count;
        var (word, share, other) = shown.Concat(others).Select(unit => WordOf(unit, read)).Distinct()
            .Select(word => (word, Share: ShareOf(shown, word), Other: ShareOf(others, word)))
            .MaxBy(entry => Math.Abs(entry.Share - entry.Other));
        return string.Create(CultureInfo.InvariantCulture, $"come {subject}: {word} in {Wording.Percent(share)} of them, in {Wording.Percent(other)} of the others");
    }
}
