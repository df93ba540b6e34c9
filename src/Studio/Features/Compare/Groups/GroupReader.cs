using System.Globalization;
using System.Text.RegularExpressions;
using Studio.Features.Compare.Failures;
using Studio.Statistics;
using Studio.Storage;

namespace Studio.Features.Compare.Groups;

/// <summary>Groups of the compared images, by what the studio knows of them.</summary>
public sealed partial class GroupReader(FieldStore fields, ImageStore images, FailureReader failures, EvaluationColumnStore columns)
{
    const double DaysOfYear = 365.25;

    /// <summary>
    /// Sites first, then what else people said of images, then sizes of what is labelled, then what was measured. Only the chosen
    /// column is read, so one may turn out to say the same of all images.
    /// </summary>
    public async Task<IReadOnlyList<GroupColumn>> ListAsync(Comparison comparison, CancellationToken cancellationToken = default)
    {
        var known = (await columns.ListNamesAsync(comparison.Entries[0].Evaluations[0].Id, cancellationToken)).ToHashSet();
        var facts = await images.ListSummariesAsync(comparison.Cases.Ids, cancellationToken);
        var own = (await fields.ListAsync(comparison.Project.Id, cancellationToken)).Select(field => (field.Source, Column: GroupColumn.OfField(field))).ToList();
        return
        [
            .. own.Where(item => item.Source != FieldSource.Measured).OrderBy(item => item.Column.IsSite ? 0 : 1).Select(item => item.Column),
            .. Differ(facts, image => image.Category) ? [new GroupColumn(GroupColumn.Kind, "Kind of image")] : Array.Empty<GroupColumn>(),
            .. Differ(facts, image => image.Modality) ? [new GroupColumn(GroupColumn.Modality, "Modality")] : Array.Empty<GroupColumn>(),
            .. known.Contains("pixels") ? comparison.Classes.Where(item => known.Contains($"fn.{item.Name}")).Select(item => GroupColumn.OfSize(item.Name)) : [],
            .. own.Where(item => item.Source == FieldSource.Measured).Select(item => item.Column),
        ];
    }

    /// <summary>By a column that is asked for, or the usual one.</summary>
    /// <param name="key">Of the column; null, or one that is not there: the first.</param>
    /// <param name="columns">Where they were listed before; null: they are listed.</param>
    public async Task<ImageGroups> ChooseAsync(
        Comparison comparison, string? key, IReadOnlyList<GroupColumn>? columns = null, CancellationToken cancellationToken = default)
    {
        columns ??= await ListAsync(comparison, cancellationToken);
        var column = columns.FirstOrDefault(item => item.Key == key) ?? (columns.Count > 0 ? columns[0] : null);
        return new ImageGroups(comparison, columns, column, column is null ? [] : await ReadAsync(comparison, column, cancellationToken));
    }

    /// <summary>Of all compared images; those of which the column says nothing are a group of their own.</summary>
    public async Task<IReadOnlyList<CaseGroup>> ReadAsync(Comparison comparison, GroupColumn column, CancellationToken cancellationToken = default)
    {
        var ids = comparison.Cases.Ids;
        if (column.Class is { } name)
            return Grouping.BySize(await ReadSharesAsync(comparison, name, cancellationToken), name);
        if (column.Field is { } field)
            return OfField(column, field, ids, await fields.ReadAsync([field.Id], [.. ids], cancellationToken));
        var facts = (await images.ListSummariesAsync(ids, cancellationToken)).ToDictionary(image => image.Id);
        return Grouping.ByText([.. ids.Select(id => facts.TryGetValue(id, out var image)
            ? column.Key == GroupColumn.Kind ? image.Category : image.Modality
            : null)]);
    }

    /// <summary>[cases]; of the labelled class, 0–1, NaN where the image does not hold it.</summary>
    async Task<double[]> ReadSharesAsync(Comparison comparison, string name, CancellationToken cancellationToken)
    {
        var table = await failures.ReadTableAsync(comparison, comparison.Entries[0], [$"tp.{name}", $"fn.{name}", "pixels"], cancellationToken);
        var (hits, missed, pixels) = (table.Find($"tp.{name}"), table.Find($"fn.{name}"), table.Find("pixels"));
        var shares = new double[table.Count];
        for (var place = 0; place < shares.Length; place++)
        {
            var labelled = hits is null || missed is null ? double.NaN : hits[place] + missed[place];
            shares[place] = labelled > 0 && pixels is not null ? labelled / pixels[place] : double.NaN;
        }

        return shares;
    }

    static IReadOnlyList<CaseGroup> OfField(
        GroupColumn column, Field field, IReadOnlyList<long> ids, IReadOnlyDictionary<(long, long), FieldValue> values)
    {
        List<FieldValue?> known = [.. ids.Select(id => values.TryGetValue((id, field.Id), out var value) ? value : (FieldValue?)null)];
        if (field.Kind == FieldKind.Number)
        {
            double[] numbers = [.. known.Select(value => value?.Number ?? double.NaN)];
            return column.IsAge ? Grouping.ByAge(numbers) : Grouping.ByNumber(numbers);
        }

        List<string?> texts = [.. known.Select(value => value?.Text)];
        return column.IsAge && texts.TrueForAll(text => string.IsNullOrWhiteSpace(text) || AgeText().IsMatch(text))
            ? Grouping.ByAge([.. texts.Select(Years)])
            : Grouping.ByText(texts);
    }

    /// <summary>An age as DICOM writes it (PS3.5, AS: 018M), in years; or a number of years.</summary>
    static double Years(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return double.NaN;
        var match = AgeText().Match(text);
        var number = double.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
        return match.Groups["unit"].Value.ToUpperInvariant() switch
        {
            "D" => number / DaysOfYear,
            "W" => number * 7 / DaysOfYear,
            "M" => number / 12,
            _ => number,
        };
    }

    static bool Differ(IReadOnlyList<ImageSummary> facts, Func<ImageSummary, string?> value) =>
        facts.Select(value).Where(text => !string.IsNullOrWhiteSpace(text)).Distinct(StringComparer.OrdinalIgnoreCase).Skip(1).Any();

    [GeneratedRegex(@"^\s*(?<number>\d{1,3}(\.\d+)?)\s*(?<unit>[DWMY]?)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AgeText();
}
