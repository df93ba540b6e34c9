using System.Text.RegularExpressions;

namespace Studio.Storage;

/// <summary>A name as text that sorts as people count: "image 2" before "image 10".</summary>
static partial class NaturalSortKey
{
    const int Digits = 12;

    public static string Of(string name) =>
        Number().Replace(name.ToLowerInvariant(), match => match.Value.PadLeft(Digits, '0'));

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
