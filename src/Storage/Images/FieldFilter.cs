namespace Studio.Storage;

/// <summary>A choice within a column. Of a number a range; of a text some of its values.</summary>
/// <param name="Min">Least number, included; null for no bound. So is the greatest.</param>
/// <param name="Tokens">Texts that will do, by <see cref="TokenOf"/>: a filter stands in addresses, and texts may identify somebody.</param>
/// <param name="Missing">Only images of which the column says nothing.</param>
public sealed record FieldFilter(long FieldId, double? Min = null, double? Max = null, IReadOnlyList<string>? Tokens = null, bool Missing = false)
{
    public IReadOnlyList<string> Tokens { get; init; } = Tokens ?? [];

    /// <summary>Twelve hexadecimal digits that stand for a text.</summary>
    public static string TokenOf(string text) => Sha256Text.Of(text)[..12];

    public static FieldFilter Of(long fieldId, params IEnumerable<string> texts) => new(fieldId, Tokens: [.. texts.Select(TokenOf)]);
}

/// <param name="Token">See <see cref="FieldFilter.TokenOf"/>.</param>
/// <param name="Images">Cells that the other lists of the filter leave.</param>
public sealed record FieldText(string Text, string Token, int Images);

/// <summary>How the filtered images lie in a column, given the other lists of the filter.</summary>
/// <param name="Missing">Cells of which the column says nothing.</param>
/// <param name="Min">Of all images of the project, filtered or not; so are the maximum and the bins of <paramref name="All"/>.</param>
/// <param name="All">Of a number: cells in equal steps from the minimum to the maximum; the greatest number is in the last.</param>
/// <param name="Shown">The same for the cells that the other lists leave.</param>
/// <param name="Texts">Of a text: its values, the most frequent first; at most a hundred.</param>
public sealed record FieldFacet(
    Field Field, int Missing, double Min, double Max, IReadOnlyList<int> All, IReadOnlyList<int> Shown, IReadOnlyList<FieldText> Texts);
