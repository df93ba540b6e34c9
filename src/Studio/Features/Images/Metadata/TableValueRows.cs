using Studio.Storage;

namespace Studio.Features.Images.Metadata;

/// <summary>A table's rows as they are stored, one after the other; what several rows say together comes last.</summary>
sealed class TableValueRows(MetadataTable table, TableMapping mapping)
{
    readonly ColumnUse[] uses = [.. mapping.Used.Select(column => column.Choice.Use)];
    readonly int fieldCount = mapping.Used.Count(column => column.Choice.IsField);

    public IEnumerable<TableValues> Read()
    {
        var joined = uses.Select(_ => new JoinedTexts()).ToArray();
        foreach (var row in new MappedRows(table, mapping).Read())
        {
            if (row.Hit.Places.Count == 0)
                continue;
            Join(row, joined);
            yield return new TableValues(
                [.. row.Hit.Places.Select(place => table.Images[place].Id)],
                Values(column => uses[column] == ColumnUse.Joined ? default : row.Cells[column]),
                Find(row, ColumnUse.Patient),
                Find(row, ColumnUse.Category));
        }

        for (var column = 0; column < uses.Length; column++)
        {
            foreach (var (place, text) in joined[column].All)
                yield return new TableValues([table.Images[place].Id], Values(other => other == column ? new MappedCell(null, text) : default), null, null);
        }
    }

    void Join(MappedRow row, JoinedTexts[] joined)
    {
        for (var column = 0; column < uses.Length; column++)
        {
            if (uses[column] != ColumnUse.Joined || row.Cells[column].Text is not { } text)
                continue;
            foreach (var place in row.Hit.Places)
                joined[column].Add(place, text);
        }
    }

    /// <summary>Of the columns that are fields, in their order.</summary>
    (double? Number, string? Text)[] Values(Func<int, MappedCell> cellOf)
    {
        var values = new (double?, string?)[fieldCount];
        var next = 0;
        for (var column = 0; column < uses.Length; column++)
        {
            if (uses[column] is not (ColumnUse.Patient or ColumnUse.Category))
                values[next++] = (cellOf(column).Number, cellOf(column).Text);
        }

        return values;
    }

    string? Find(MappedRow row, ColumnUse use) => Array.IndexOf(uses, use) is >= 0 and var column ? row.Cells[column].Text : null;
}
