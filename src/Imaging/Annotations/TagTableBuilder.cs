namespace Studio.Imaging.Annotations;

/// <summary>Collects the statements of a tag table row by row.</summary>
internal sealed class TagTableBuilder
{
    private static readonly string[] Yes = ["1", "1.0", "yes", "y", "true", "x"];
    private static readonly string[] No = ["0", "0.0", "no", "n", "false"];

    private readonly Dictionary<(string Subject, string Name), TagStatement> _statements = [];
    private readonly List<LabelFinding> _findings = [];
    private readonly List<(int Column, int Line, string Text)> _odd = [];
    private readonly HashSet<int> _understood = [];
    private string[] _headings = [];
    private readonly Dictionary<string, CategoryStatement> _categories = new(StringComparer.Ordinal);
    private int? _list;
    private int? _category;
    private int _headingLine;

    /// <param name="list">The column that holds names; null where each column is a class.</param>
    /// <param name="category">The column that says of which kind a subject is; null where there is none.</param>
    public void Begin(string[] headings, int? list, int? category, int line)
    {
        (_headings, _list, _category, _headingLine) = (headings, list, category, line);
        List<string> unread = [.. headings.Where((_, column) => column > 0 && list is not null && column != list && column != category)];
        if (unread.Count > 0)
        {
            AddFinding(line, $"Only the column \"{headings[list!.Value]}\" is read; {string.Join(", ", unread)} left out.");
        }

        for (int column = 1; column < headings.Length && list is null; column++)
        {
            if (headings[column].Length == 0 || Array.IndexOf(headings, headings[column], 1) < column)
            {
                AddFinding(line, $"Column {column + 1} has {(headings[column].Length == 0 ? "no heading" : $"the same heading \"{headings[column]}\" as one before it")}. It was left out.");
                _headings = [.. _headings];
                _headings[column] = "";
            }
        }
    }

    public void AddFinding(int line, string reason) => _findings.Add(new LabelFinding($"line {line}", reason));

    public void AddRow(string[] cells, int line)
    {
        if (cells.All(string.IsNullOrWhiteSpace))
        {
            return;
        }

        if (cells.Length != _headings.Length)
        {
            AddFinding(line, $"It has {cells.Length} cells, the heading line {_headings.Length}; what is missing counts as unknown.");
        }

        if (cells[0].Length == 0)
        {
            AddFinding(line, $"The column \"{_headings[0]}\" is empty. The row was left out.");
            return;
        }

        if (_category is { } category && cells.ElementAtOrDefault(category) is { Length: > 0 } kind)
        {
            AddCategory(new CategoryStatement(cells[0], kind, line));
        }

        if (_list is { } list)
        {
            AddNames(cells[0], cells.ElementAtOrDefault(list) ?? "", line);
            return;
        }

        for (int column = 1; column < Math.Min(cells.Length, _headings.Length); column++)
        {
            if (column != _category)
            {
                AddAnswer(cells[0], column, cells[column], line);
            }
        }
    }

    /// <summary>Columns that hold no answer at all are other facts (an age, a date) and are named once.</summary>
    public TagTable Finish(TagSubjectKind subject)
    {
        foreach (var column in _odd.GroupBy(cell => cell.Column))
        {
            var (_, line, text) = column.First();
            if (_understood.Contains(column.Key))
            {
                _findings.AddRange(column.Select(cell => new LabelFinding(
                    $"line {cell.Line}",
                    $"\"{Shorten(cell.Text)}\" in the column \"{_headings[cell.Column]}\" is neither yes nor no (1/0, yes/no, true/false, x). It counts as unknown.")));
            }
            else
            {
                AddFinding(_headingLine, $"The column \"{_headings[column.Key]}\" holds no yes or no (line {line}: \"{Shorten(text)}\"). It was left out.");
            }
        }

        return new TagTable
        {
            Subject = subject,
            Statements = [.. _statements.Values],
            Categories = [.. _categories.Values],
            Findings = _findings,
        };
    }

    private void AddCategory(CategoryStatement statement)
    {
        if (!_categories.TryAdd(statement.Subject, statement) && _categories[statement.Subject].Category != statement.Category)
        {
            AddFinding(statement.Line, $"It names another category than line {_categories[statement.Subject].Line}. Line {_categories[statement.Subject].Line} was taken.");
        }
    }

    private void AddNames(string subject, string names, int line)
    {
        foreach (string name in names.Split([';', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            Add(new TagStatement(subject, name, true, line));
        }
    }

    private void AddAnswer(string subject, int column, string cell, int line)
    {
        if (cell.Length == 0 || _headings[column].Length == 0)
        {
            return;
        }

        bool isYes = Yes.Contains(cell, StringComparer.OrdinalIgnoreCase);
        if (!isYes && !No.Contains(cell, StringComparer.OrdinalIgnoreCase))
        {
            _odd.Add((column, line, cell));
            return;
        }

        _understood.Add(column);
        Add(new TagStatement(subject, _headings[column], isYes, line));
    }

    // Findings end in reports, so they name lines and never a subject, which may be a patient.
    private void Add(TagStatement statement)
    {
        if (!_statements.TryAdd((statement.Subject, statement.Name), statement)
            && _statements[(statement.Subject, statement.Name)] is { } first
            && first.IsPresent != statement.IsPresent)
        {
            AddFinding(statement.Line, $"It contradicts line {first.Line} about \"{statement.Name}\". Line {first.Line} was taken.");
        }
    }

    private static string Shorten(string text) => text.Length <= 20 ? text : text[..20] + "…";
}
