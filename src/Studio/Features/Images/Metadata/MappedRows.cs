using System.Globalization;
using Studio.Imaging.Tables;

namespace Studio.Features.Images.Metadata;

/// <summary>What a cell says in the use that its column has.</summary>
/// <param name="IsWrong">Whether its text is no number, or no part of the data, where one was expected.</param>
readonly record struct MappedCell(double? Number, string? Text, bool IsWrong = false)
{
    public bool SaysNothing => Number is null && Text is null;

    public string? Shown => Text ?? Number?.ToString("0.######", CultureInfo.InvariantCulture);
}

/// <param name="Cells">One per used column, in their order.</param>
readonly record struct MappedRow(int Line, string Key, KeyHit Hit, MappedCell[] Cells);

/// <summary>Reads the rows of a table as a mapping says, as often as wanted.</summary>
sealed class MappedRows(MetadataTable table, TableMapping mapping)
{
    readonly (int Index, ColumnUse Use, bool HasDecimalComma, bool Hides)[] columns =
    [
        .. mapping.Used.Select(column => (column.Index, column.Choice.Use, table.Survey.Columns[column.Index].HasDecimalComma, table.IsIdentifying(column.Index))),
    ];

    readonly Dictionary<string, string> patients = new(StringComparer.Ordinal);

    public IEnumerable<MappedRow> Read()
    {
        foreach (var row in table.ReadRows())
        {
            var key = row.Cells[mapping.KeyColumn];
            yield return new MappedRow(row.Line, key, table.Keys.Find(mapping.KeyKind, key), [.. columns.Select(column => Map(column, row.Cells[column.Index]))]);
        }
    }

    /// <summary>An empty cell says nothing, whatever its column.</summary>
    MappedCell Map((int Index, ColumnUse Use, bool HasDecimalComma, bool Hides) column, string cell) => column.Use switch
    {
        _ when cell.Length == 0 => default,
        ColumnUse.Number when TableNumber.IsMissing(cell) => default,
        ColumnUse.Number => TableNumber.TryParse(cell, column.HasDecimalComma, out var number) ? new MappedCell(number, null) : new MappedCell(null, cell, IsWrong: true),
        ColumnUse.Part when TableNumber.IsMissing(cell) => default,
        ColumnUse.Part => PartWord.Parse(cell) is { } part ? new MappedCell(null, part.ToString().ToLowerInvariant()) : new MappedCell(null, cell, IsWrong: true),
        ColumnUse.Patient => new MappedCell(null, PatientOf(cell, column.Hides)),
        _ => new MappedCell(null, cell),
    };

    string PatientOf(string cell, bool hides) =>
        patients.TryGetValue(cell, out var known) ? known : patients[cell] = table.Subjects.PatientKeyOf(cell, hides);
}

/// <summary>What several rows say of an image, put together: different values in the order of the file.</summary>
sealed class JoinedTexts
{
    public const string Separator = " | ";
    readonly Dictionary<int, List<string>> texts = [];

    public void Add(int place, string text)
    {
        if (!texts.TryGetValue(place, out var list))
            texts[place] = list = [];
        if (!list.Contains(text))
            list.Add(text);
    }

    public IEnumerable<(int Place, string Text)> All => texts.Select(entry => (entry.Key, string.Join(Separator, entry.Value)));
}
