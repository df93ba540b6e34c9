using Studio.Features.Shell;

namespace Studio.Features.Images.Metadata;

/// <summary>Goes through a table as a mapping says and finds out what it would change and what is wrong with it.</summary>
/// <param name="tallies">One per used column, in their order, with what is stored already.</param>
sealed class TablePlanner(MetadataTable table, TableMapping mapping, IReadOnlyList<ColumnTally> tallies)
{
    const int PreviewRows = 8;

    readonly (int Index, ColumnChoice Choice)[] used = [.. mapping.Used];
    readonly LineList unknown = new();
    readonly LineList ambiguous = new();
    readonly List<PreviewRow> preview = [];
    readonly bool[] named = new bool[table.Images.Count];
    readonly JoinedTexts?[] joined = [.. mapping.Used.Select(column => column.Choice.Use == ColumnUse.Joined ? new JoinedTexts() : null)];
    readonly PatientChange patients = new(table.Images);
    int rows;
    int fits;

    public TablePlan Plan(CancellationToken cancellationToken)
    {
        foreach (var row in new MappedRows(table, mapping).Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows++;
            Take(row);
        }

        foreach (var (texts, tally) in joined.Zip(tallies))
        {
            foreach (var (place, text) in texts?.All ?? [])
                tally.Add(place, new MappedCell(null, text), line: 0);
        }

        return new TablePlan(
            mapping,
            rows,
            fits,
            named.Count(isNamed => isNamed),
            [.. used.Zip(tallies, (column, tally) => new PlannedColumn(column.Index, NameOf(column), column.Choice.Use, tally.Images, tally.Added, tally.Changed))],
            [.. ProblemsOfRows(), .. patients.FindProblems(mapping.MovesPatients, Index(ColumnUse.Patient)), .. used.Zip(tallies).SelectMany(entry => ProblemsOf(entry.First, entry.Second)), .. new HeadingCheck(table, mapping).Find()],
            preview);
    }

    int? Index(ColumnUse use) => used.Where(column => column.Choice.Use == use).Select(column => (int?)column.Index).FirstOrDefault();

    string NameOf((int Index, ColumnChoice Choice) column) => column.Choice.IsField ? column.Choice.Name.Trim() : table.Survey.Columns[column.Index].Title;

    void Take(MappedRow row)
    {
        if (row.Hit.Places.Count > 0)
            fits++;
        else if (row.Hit.IsAmbiguous)
            ambiguous.Add(row.Line, $"“{row.Key}” fits {string.Join(", ", row.Hit.Candidates)}");
        else
            unknown.Add(row.Line, row.Key.Length > 0 ? $"“{row.Key}”" : "the cell is empty");

        foreach (var place in row.Hit.Places)
            named[place] = true;
        for (var column = 0; column < used.Length; column++)
            Take(row, column);
        if (preview.Count < PreviewRows)
            preview.Add(new PreviewRow(row.Line, row.Key, ImageOf(row.Hit), [.. row.Cells.Select(cell => cell.Shown)]));
    }

    void Take(MappedRow row, int column)
    {
        var cell = row.Cells[column];
        if (cell.IsWrong && row.Hit.Places.Count > 0)
            tallies[column].Wrong.Add(row.Line, $"“{cell.Text}”");
        if (cell.IsWrong || cell.SaysNothing)
            return;
        foreach (var place in row.Hit.Places)
        {
            if (joined[column] is { } texts)
                texts.Add(place, cell.Text!);
            else
                tallies[column].Add(place, cell, row.Line);
            if (used[column].Choice.Use == ColumnUse.Patient)
                patients.Set(place, cell.Text!);
        }
    }

    string? ImageOf(KeyHit hit) => hit.Places.Count switch
    {
        0 => null,
        1 => table.Images[hit.Places[0]].Name,
        var count => Wording.Count(count, "image"),
    };

    IEnumerable<TableProblem> ProblemsOfRows()
    {
        if (fits == 0)
        {
            yield return new TableProblem(TableProblemKind.NothingFits, true, mapping.KeyColumn,
                $"No row names an image of this project by “{table.Survey.Columns[mapping.KeyColumn].Title}”. Choose another column, or another way in which it names images.", unknown.Lines);
        }
        else if (unknown.Count > 0)
        {
            yield return new TableProblem(TableProblemKind.UnknownImages, false, mapping.KeyColumn,
                $"{Wording.Count(unknown.Count, "row")} of {Wording.Number(rows)} {(unknown.Count == 1 ? "names an image" : "name images")} that the project does not have. {(unknown.Count == 1 ? "It is" : "They are")} left out.", unknown.Lines);
        }

        if (ambiguous.Count > 0)
        {
            yield return new TableProblem(TableProblemKind.AmbiguousNames, !mapping.LeavesAmbiguousOut, mapping.KeyColumn,
                $"{Wording.Count(ambiguous.Count, "row names", "rows name")} an image by something that fits several. "
                + (mapping.LeavesAmbiguousOut ? "They are left out." : "Choose another column, or leave these rows out."), ambiguous.Lines);
        }
    }

    IEnumerable<TableProblem> ProblemsOf((int Index, ColumnChoice Choice) column, ColumnTally tally)
    {
        var title = table.Survey.Columns[column.Index].Title;
        if (tally.Wrong.Count > 0)
        {
            var isPart = column.Choice.Use == ColumnUse.Part;
            yield return new TableProblem(isPart ? TableProblemKind.NoPart : TableProblemKind.NoNumber, true, column.Index,
                isPart ? $"{Wording.Count(tally.Wrong.Count, "value")} of “{title}” {(tally.Wrong.Count == 1 ? "is" : "are")} no part of the data. Parts are train, val and test, or 1, 2 and 3. Take the column as text instead."
                    : $"{Wording.Count(tally.Wrong.Count, "value")} of “{title}” {(tally.Wrong.Count == 1 ? "is no number" : "are no numbers")}. Take the column as text, or correct the file.", tally.Wrong.Lines);
        }

        if (tally.Contradictions.Count > 0)
        {
            yield return new TableProblem(TableProblemKind.Contradiction, true, column.Index,
                $"“{title}”: {Wording.Count(tally.Contradictions.Count, "row contradicts", "rows contradict")} an earlier row about the same image. "
                + (column.Choice.IsField ? "Join what the rows say, leave the column out, or correct the file." : "Leave the column out, or correct the file."), tally.Contradictions.Lines);
        }
    }
}
