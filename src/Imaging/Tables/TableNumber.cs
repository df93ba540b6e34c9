using System.Globalization;

namespace Studio.Imaging.Tables;

/// <summary>Numbers in cells: 12.5, 12,5, -1e3. A thousands separator is not guessed at.</summary>
public static class TableNumber
{
    private static readonly HashSet<string> Missing = new(StringComparer.OrdinalIgnoreCase)
    {
        "", "na", "n/a", "n.a.", "nan", "null", "none", "nil", "missing", "unknown", "-", "–", ".", "?", "#n/a",
    };

    /// <summary>Whether a cell of a column of numbers says that the number is not known.</summary>
    public static bool IsMissing(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return Missing.Contains(cell);
    }

    /// <summary>A finite number with a point or, where the table has it so, a comma before its decimals.</summary>
    public static bool TryParse(string cell, bool hasDecimalComma, out double number)
    {
        ArgumentNullException.ThrowIfNull(cell);
        if (hasDecimalComma && cell.Contains('.', StringComparison.Ordinal))
        {
            number = 0;
            return false;
        }

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        string text = hasDecimalComma ? cell.Replace(',', '.') : cell;
        return double.TryParse(text, Style, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
    }
}
