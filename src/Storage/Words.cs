using System.Text.Json;

namespace Studio.Storage;

/// <summary>Enum values as the words in the database: <c>InReview</c> is <c>in-review</c>.</summary>
static class Words
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    public static string? Of<T>(T? value)
        where T : struct, Enum => value is { } some ? Of(some) : null;

    public static T Parse<T>(string word)
        where T : struct, Enum => Enum.Parse<T>(word.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
}
