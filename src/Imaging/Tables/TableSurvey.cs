using CsvHelper;

namespace Studio.Imaging.Tables;

/// <summary>One row of a table.</summary>
/// <param name="Line">In the file, from 1; of a cell over several lines the last.</param>
/// <param name="Cells">As many as there are columns.</param>
public readonly record struct TableRow(int Line, string[] Cells);

/// <summary>What a table holds, found by reading it once from beginning to end.</summary>
public sealed class TableSurvey
{
    /// <summary>Rows that are kept, to look at and to try keys on.</summary>
    public const int SampleRows = 1000;

    private const int MaxColumns = 1000;
    private readonly List<TableRow> _sample = [];

    /// <summary>Why nothing could be read, a sentence with the line; null when the file was read.</summary>
    public string? Fault { get; private init; }

    public IReadOnlyList<ColumnSurvey> Columns { get; private init; } = [];

    /// <summary>Rows that are not empty, without the heading line.</summary>
    public int Rows { get; private set; }

    /// <summary>The first rows.</summary>
    public IReadOnlyList<TableRow> Sample => _sample;

    /// <summary>Rows with fewer cells than the heading line, and the first of them.</summary>
    public (int Count, int FirstLine) ShortRows { get; private set; }

    /// <summary>Rows with more filled cells than the heading line, and the first of them.</summary>
    public (int Count, int FirstLine) LongRows { get; private set; }

    /// <summary>Rows with a quotation mark in the middle of a cell, and the first of them.</summary>
    public (int Count, int FirstLine) StrayQuotes { get; private set; }

    /// <param name="content">Seekable; stays open.</param>
    /// <exception cref="IOException">The stream itself cannot be read.</exception>
    public static TableSurvey Read(Stream content, CancellationToken cancellation = default)
    {
        if (TableText.FindFault(content) is { } fault)
        {
            return new TableSurvey { Fault = fault };
        }

        (int Count, int FirstLine) strayQuotes = default;
        using CsvReader csv = TableText.Open(content, line => strayQuotes = Count(strayQuotes, line));
        try
        {
            TableSurvey survey = Read(csv, cancellation);
            survey.StrayQuotes = strayQuotes;
            return survey;
        }
        catch (CsvHelperException)
        {
            return new TableSurvey { Fault = $"Line {csv.Parser.RawRow}: it is not a table. Save it as CSV again." };
        }
    }

    /// <summary>The rows once more, in the order of the file, each read when it is asked for.</summary>
    /// <param name="content">What was surveyed; stays open.</param>
    public IEnumerable<TableRow> ReadRows(Stream content)
    {
        using CsvReader csv = TableText.Open(content);
        csv.Read();
        while (csv.Read())
        {
            string[] cells = csv.Parser.Record ?? [];
            if (!cells.All(string.IsNullOrEmpty))
            {
                yield return new TableRow(csv.Parser.RawRow, Fit(cells, Columns.Count));
            }
        }
    }

    private static TableSurvey Read(CsvReader csv, CancellationToken cancellation)
    {
        if (!csv.Read() || csv.Parser.Record is not { Length: > 0 } headings)
        {
            return new TableSurvey { Fault = "The file is empty. Its first line names the columns." };
        }

        if (headings.Any(heading => heading.Contains('\0', StringComparison.Ordinal)))
        {
            return new TableSurvey { Fault = "The file is no text. Save the table as CSV." };
        }

        if (headings.Length is < 2 or > MaxColumns)
        {
            return new TableSurvey
            {
                Fault = headings.Length < 2
                    ? $"Line {csv.Parser.RawRow}: there is no column besides \"{headings[0]}\". Columns are separated by commas, semicolons or tabs."
                    : $"Line {csv.Parser.RawRow}: there are {headings.Length} columns. A table may have {MaxColumns}.",
            };
        }

        bool isCommaTable = csv.Configuration.Delimiter == ",";
        var survey = new TableSurvey { Columns = [.. headings.Select((heading, index) => new ColumnSurvey(index, heading, isCommaTable))] };
        while (csv.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            survey.Add(csv.Parser.Record ?? [], csv.Parser.RawRow);
        }

        return survey.Rows > 0 ? survey : new TableSurvey { Fault = "There is no row below the heading line." };
    }

    private void Add(string[] cells, int line)
    {
        if (cells.All(string.IsNullOrEmpty))
        {
            return;
        }

        Rows++;
        ShortRows = cells.Length < Columns.Count ? Count(ShortRows, line) : ShortRows;
        LongRows = cells.Skip(Columns.Count).Any(cell => cell.Length > 0) ? Count(LongRows, line) : LongRows;
        string[] fitted = Fit(cells, Columns.Count);
        for (int column = 0; column < fitted.Length; column++)
        {
            Columns[column].Add(fitted[column], line);
        }

        if (_sample.Count < SampleRows)
        {
            _sample.Add(new TableRow(line, fitted));
        }
    }

    private static (int Count, int FirstLine) Count((int Count, int FirstLine) so, int line) =>
        (so.Count + 1, so.Count == 0 ? line : so.FirstLine);

    private static string[] Fit(string[] cells, int columns)
    {
        if (cells.Length == columns)
        {
            return cells;
        }

        string[] fitted = new string[columns];
        cells.AsSpan(0, Math.Min(cells.Length, columns)).CopyTo(fitted);
        fitted.AsSpan(Math.Min(cells.Length, columns)).Fill("");
        return fitted;
    }
}
