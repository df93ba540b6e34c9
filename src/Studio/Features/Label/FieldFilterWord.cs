using System.Globalization;
using Studio.Storage;

namespace Studio.Features.Label;

/// <summary>A choice within a column as a word of an address: <c>0.3..0.7</c>, <c>0.3..</c>, <c>..0.7</c>, <c>none</c>, or tokens of texts.</summary>
public static class FieldFilterWord
{
    const string Missing = "none";
    const string Between = "..";

    /// <summary>The name of a column in addresses, e.g. f12: names of columns are a group's own words.</summary>
    public static string Key(long fieldId) => $"f{fieldId}";

    public static long? ParseKey(string key) =>
        key.StartsWith('f') && long.TryParse(key.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>Null for what is no choice within a column; a shared link may be older than the studio.</summary>
    public static FieldFilter? Parse(string key, IReadOnlyList<string> words)
    {
        if (ParseKey(key) is not { } fieldId || words.Count == 0)
            return null;
        if (words[0] == Missing)
            return new FieldFilter(fieldId, Missing: true);
        if (words[0].Split(Between) is not [var low, var high])
            return new FieldFilter(fieldId, Tokens: words);
        return (Number(low), Number(high)) is ({ } min, { } max) ? new FieldFilter(fieldId, Finite(min), Finite(max)) : null;
    }

    public static string Of(FieldFilter filter) => filter switch
    {
        { Missing: true } => Missing,
        { Tokens.Count: > 0 } => string.Join(',', filter.Tokens),
        _ => $"{Text(filter.Min)}{Between}{Text(filter.Max)}",
    };

    // An open end is no number; what is neither makes the word unreadable.
    static double? Number(string word) => word.Length == 0 ? double.NaN
        : double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    static double? Finite(double number) => double.IsNaN(number) ? null : number;

    static string Text(double? number) => number?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
