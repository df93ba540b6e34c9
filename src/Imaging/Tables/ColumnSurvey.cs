namespace Studio.Imaging.Tables;

/// <summary>What the cells of one column look like.</summary>
/// <param name="index">From 0.</param>
/// <param name="heading">As in the file; may be empty.</param>
/// <param name="isCommaTable">Whether the comma separates cells, so that 1,234 in quotation marks is more likely 1234.</param>
public sealed class ColumnSurvey(int index, string heading, bool isCommaTable)
{
    /// <summary>Different values up to this many are kept: a column with more is no short list of choices.</summary>
    private const int MaxChoices = 16;
    private const int MaxExamples = 3;
    private const int GroupDigits = 3;

    private readonly HashSet<string> _choices = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _examples = [];
    private int _points;
    private int _commas;
    private int _groups;
    private bool _hasLeadingZeros;

    public int Index { get; } = index;

    public string Heading { get; } = heading;

    /// <summary>What people call it: its heading, else its place.</summary>
    public string Title => Heading.Length > 0 ? Heading : $"Column {Index + 1}";

    /// <summary>Cells that hold something.</summary>
    public int Filled { get; private set; }

    /// <summary>Cells that hold a number, or say that it is not known.</summary>
    public int Numbers { get; private set; }

    /// <summary>First cell that holds no number, with its line; null where there is none.</summary>
    public (int Line, string Text)? FirstText { get; private set; }

    /// <summary>The first different values.</summary>
    public IReadOnlyList<string> Examples => _examples;

    /// <summary>All different values where they are few; empty where they are many.</summary>
    public IReadOnlyCollection<string> Choices => _choices.Count <= MaxChoices ? _choices : [];

    /// <summary>Whether decimals follow a comma.</summary>
    public bool HasDecimalComma => _commas > 0;

    /// <summary>
    /// Whether every filled cell is a number of one style. Dates are text, and so are numbers with leading zeros, which are
    /// names, and 1,234 in a table with commas, of which nobody can tell what it is.
    /// </summary>
    public bool IsNumber => Filled > 0 && Numbers == Filled && _points + _commas > 0 && !_hasLeadingZeros
        && !Heading.Contains("date", StringComparison.OrdinalIgnoreCase) && IsOneStyle;

    private bool IsOneStyle => _commas == 0 || (!_hasDecimalPoint && !(isCommaTable && _groups == _commas));

    private bool _hasDecimalPoint;

    internal void Add(string cell, int line)
    {
        if (cell.Length == 0)
        {
            return;
        }

        Filled++;
        if (_examples.Count < MaxExamples && !_examples.Contains(cell))
        {
            _examples.Add(cell);
        }

        if (_choices.Count <= MaxChoices)
        {
            _choices.Add(cell);
        }

        if (TableNumber.IsMissing(cell) || IsNumeric(cell))
        {
            Numbers++;
        }
        else
        {
            FirstText ??= (line, cell);
        }
    }

    private bool IsNumeric(string cell)
    {
        int comma = cell.IndexOf(',', StringComparison.Ordinal);
        if (!TableNumber.TryParse(cell, comma >= 0, out _))
        {
            return false;
        }

        if (comma >= 0)
        {
            _commas++;
            _groups += cell.Length - comma - 1 == GroupDigits ? 1 : 0;
        }
        else
        {
            _points++;
            _hasDecimalPoint |= cell.Contains('.', StringComparison.Ordinal);
        }

        _hasLeadingZeros |= cell.Length > 1 && cell[0] == '0' && char.IsAsciiDigit(cell[1]);
        return true;
    }
}
