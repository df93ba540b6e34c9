using System.Globalization;
using Studio.Features.Images.Metadata;
using Studio.Imaging.Tables;

namespace Studio.CommandLine;

/// <summary>Columns of a table as options name them: by heading, or by place as #3.</summary>
sealed class ColumnNames(TableSurvey survey, string path)
{
    /// <param name="text">COLUMN or COLUMN:file and the like.</param>
    /// <exception cref="BadInputException">No such column, or no such way to name images.</exception>
    public TableMapping WithKey(TableMapping mapping, string text)
    {
        var colon = text.LastIndexOf(':');
        if (TryFind(text) is { } whole)
            return mapping with { KeyColumn = whole };
        if (colon < 0)
            return mapping with { KeyColumn = Find(text) };
        var column = Find(text[..colon]);
        return Enum.TryParse<ImageKeyKind>(text[(colon + 1)..], ignoreCase: true, out var kind) && Enum.IsDefined(kind)
            ? mapping with { KeyColumn = column, KeyKind = kind }
            : throw new BadInputException($"--key {text}: a column names images by file, image, patient, series or sop.");
    }

    /// <param name="text">COLUMN or COLUMN=NAME.</param>
    /// <exception cref="BadInputException">No such column.</exception>
    public TableMapping With(TableMapping mapping, string text, ColumnUse use)
    {
        var sign = text.LastIndexOf('=');
        var (column, name) = TryFind(text) is { } whole || sign < 0 ? (Find(text), null) : (Find(text[..sign]), text[(sign + 1)..]);
        return mapping.With(column, new ColumnChoice(use, name ?? mapping.Columns[column].Name));
    }

    /// <summary>The same for a use that one column has at most.</summary>
    public TableMapping WithOnly(TableMapping mapping, string text, ColumnUse use)
    {
        var columns = mapping.Columns.Select(choice => choice.Use == use ? choice with { Use = ColumnUse.LeftOut } : choice);
        return With(mapping with { Columns = [.. columns] }, text, use);
    }

    int Find(string text) => TryFind(text) ?? throw new BadInputException(
        $"{path} has no column \"{text}\". Its columns are: {string.Join(", ", survey.Columns.Select(column => column.Title))}.");

    int? TryFind(string text)
    {
        if (text.StartsWith('#') && int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place >= 1 && place <= survey.Columns.Count)
            return place - 1;
        var found = survey.Columns.Where(column => column.Heading == text).ToList();
        if (found.Count == 0)
            found = [.. survey.Columns.Where(column => column.Title.Equals(text, StringComparison.OrdinalIgnoreCase))];
        return found.Count <= 1 ? found.FirstOrDefault()?.Index : throw new BadInputException(
            $"{path} has several columns \"{text}\": {string.Join(", ", found.Select(column => $"#{column.Index + 1}"))}. Name one by its place, e.g. #{found[0].Index + 1}.");
    }
}
