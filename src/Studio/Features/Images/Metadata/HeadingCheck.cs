using Studio.Features.Shell;
using Studio.Imaging.Tables;
using Studio.Storage;

namespace Studio.Features.Images.Metadata;

/// <summary>What can be wrong with a table's headings, the names of new columns and the form of its rows.</summary>
sealed class HeadingCheck(MetadataTable table, TableMapping mapping)
{
    const int MaxNameLength = 100;

    public IEnumerable<TableProblem> Find()
    {
        var named = mapping.Used.Where(column => column.Choice.IsField).ToList();
        return named.SelectMany(FindInName)
            .Concat(named.GroupBy(column => column.Choice.Name.Trim(), StringComparer.OrdinalIgnoreCase).Where(group => group.Key.Length > 0 && group.Count() > 1).Select(Same))
            .Concat(table.Survey.Columns.Where(IsHidden).Select(Hidden))
            .Concat(Rows(table.Survey.LongRows, "more", blocks: true))
            .Concat(Rows(table.Survey.ShortRows, "fewer", blocks: false))
            .Concat(StrayQuotes());
    }

    IEnumerable<TableProblem> FindInName((int Index, ColumnChoice Choice) column)
    {
        var name = column.Choice.Name.Trim();
        if (name.Length is 0 or > MaxNameLength)
        {
            yield return new TableProblem(TableProblemKind.NameTaken, true, column.Index,
                $"{table.Survey.Columns[column.Index].Title}: a column needs a name of at most {MaxNameLength} characters.", []);
        }

        var known = table.Fields.FirstOrDefault(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (known is not null && known.Source != FieldSource.Table)
        {
            yield return new TableProblem(TableProblemKind.NameTaken, true, column.Index,
                $"The images have a column “{known.Name}” already, which comes from {(known.Source == FieldSource.Dicom ? "the files' headers" : known.Source == FieldSource.Measured ? "the pixels" : "people's own writing")}. Give this one another name.", []);
        }
        else if (known is not null && known.Kind != KindOf(column.Choice.Use))
        {
            yield return new TableProblem(TableProblemKind.NameTaken, true, column.Index,
                $"The images have a column “{known.Name}” already, which holds {(known.Kind == FieldKind.Number ? "numbers" : "text")}. Take this one as {(known.Kind == FieldKind.Number ? "numbers" : "text")} too, or give it another name.", []);
        }
    }

    public static FieldKind KindOf(ColumnUse use) => use == ColumnUse.Number ? FieldKind.Number : FieldKind.Text;

    TableProblem Same(IGrouping<string, (int Index, ColumnChoice Choice)> group) => new(
        TableProblemKind.SameName, true, group.Last().Index,
        $"Columns {string.Join(" and ", group.Select(column => column.Index + 1))} are both called “{group.Key}”. Give one of them another name, or leave it out.", []);

    bool IsHidden(ColumnSurvey column) =>
        column.Index != mapping.KeyColumn && column.Filled > 0 && mapping.Columns[column.Index].Use != ColumnUse.Patient && table.IsIdentifying(column.Index);

    TableProblem Hidden(ColumnSurvey column) => new(
        TableProblemKind.Identifying, false, column.Index,
        mapping.Columns[column.Index].Use == ColumnUse.LeftOut
            ? $"“{column.Title}” may tell who somebody is. This project de-identifies, so the column is left out unless you say that it is harmless."
            : $"“{column.Title}” may tell who somebody is. This project de-identifies; you said that the column is harmless.", []);

    static IEnumerable<TableProblem> Rows((int Count, int FirstLine) rows, string how, bool blocks)
    {
        if (rows.Count > 0)
        {
            yield return new TableProblem(TableProblemKind.BadRows, blocks, null,
                $"{Wording.Count(rows.Count, "row has", "rows have")} {how} cells than the heading line, the first in line {rows.FirstLine}. "
                + (blocks ? "A cell with the separator in it needs quotation marks. Correct the file." : "What is missing counts as empty."), []);
        }
    }

    IEnumerable<TableProblem> StrayQuotes()
    {
        if (table.Survey.StrayQuotes is { Count: > 0 } quotes)
        {
            yield return new TableProblem(TableProblemKind.BadRows, false, null,
                $"Line {quotes.FirstLine} has a quotation mark in the middle of a cell. Cells are taken as they stand.", []);
        }
    }
}
