using Studio.Storage;

namespace Studio.Features.Compare.Groups;

/// <summary>Something that images can be told apart by.</summary>
/// <param name="Key">In addresses: <c>field-3</c>, <c>kind</c>, <c>modality</c>, <c>size-nerve</c>.</param>
/// <param name="Name">"site", "Kind of image", "Size of nerve".</param>
/// <param name="Field">The column of the table of images; null of the others.</param>
/// <param name="Class">Whose size it is; null of the others.</param>
public sealed record GroupColumn(string Key, string Name, Field? Field = null, string? Class = null)
{
    public const string Kind = "kind";
    public const string Modality = "modality";

    static readonly string[] SiteWords =
    [
        "site", "hospital", "clinic", "centre", "center", "scanner", "institution", "manufacturer", "vendor", "device", "model", "station", "source",
    ];

    /// <summary>Whether it says where images come from, so that its values stand for other hospitals or machines.</summary>
    public bool IsSite => Field is { Kind: FieldKind.Text } && SiteWords.Any(word => Name.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether its numbers are ages in years.</summary>
    public bool IsAge => Field is not null && (Field.Element == "00101010" || Words(Name).Contains("age"));

    public static GroupColumn OfField(Field field) => new($"field-{field.Id}", field.Name, Field: field);

    public static GroupColumn OfSize(string name) => new($"size-{name}", $"Size of {name}", Class: name);

    static string[] Words(string name) =>
        name.ToLowerInvariant().Split([' ', '_', '-', '.', '(', ')', ','], StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>How compared images are told apart: read once for the pictures, the groups' figures and the figures elsewhere.</summary>
/// <param name="Of">Whose images.</param>
/// <param name="Columns">That there are to choose from.</param>
/// <param name="Column">The chosen one; null where there is none.</param>
/// <param name="Groups">Of the chosen column.</param>
public sealed record ImageGroups(Comparison Of, IReadOnlyList<GroupColumn> Columns, GroupColumn? Column, IReadOnlyList<CaseGroup> Groups);

/// <summary>Images that have something in common.</summary>
/// <param name="Token">In addresses; says nothing about anybody.</param>
/// <param name="Name">"Basel", "60–69 years", "Small nerve, under 1 % of the image".</param>
/// <param name="Places">Positions among the compared images, ascending.</param>
public sealed record CaseGroup(string Token, string Name, IReadOnlyList<int> Places);
