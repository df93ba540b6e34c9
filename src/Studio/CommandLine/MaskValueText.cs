using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Studio.CommandLine;

/// <summary>The <c>--mask-values</c> option: <c>64=nerve,128=vessel,255=ignore</c>; colours as <c>#FF0000=nerve</c>.</summary>
public static class MaskValueText
{
    static readonly string[] NoClass = ["ignore", "background"];

    /// <param name="text">As typed.</param>
    /// <param name="values">Value → name of a class, empty for no class.</param>
    /// <param name="error">Names the part that is wrong.</param>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out IReadOnlyDictionary<int, string>? values, [NotNullWhen(false)] out string? error)
    {
        var parsed = new Dictionary<int, string>();
        values = null;
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('=', 2, StringSplitOptions.TrimEntries) is not [var number, { Length: > 0 } name] || !TryParseValue(number, out var value))
            {
                error = $"--mask-values: '{part}' is not VALUE=CLASS, e.g. 64=nerve or 255=ignore.";
                return false;
            }

            if (!parsed.TryAdd(value, NoClass.Contains(name, StringComparer.OrdinalIgnoreCase) ? "" : name))
            {
                error = $"--mask-values: the value {number} occurs twice.";
                return false;
            }
        }

        values = parsed;
        error = null;
        return true;
    }

    /// <summary>A value as people write it: a number, or a colour where it does not fit a grey level of 16 bits.</summary>
    public static string Format(int value) => value > ushort.MaxValue ? $"#{value:X6}" : value.ToString(CultureInfo.InvariantCulture);

    static bool TryParseValue(string text, out int value) => text.StartsWith('#')
        ? int.TryParse(text.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out value)
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
