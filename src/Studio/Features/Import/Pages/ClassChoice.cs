namespace Studio.Features.Import.Pages;

/// <summary>What a person says that a mask value or a label name means: a class, a new class, or none.</summary>
public sealed class ClassChoice
{
    public const string None = "none";
    public const string New = "new";
    const string ClassPrefix = "class:";

    /// <param name="proposed">Name of a class, empty for none, null where a person must choose.</param>
    public ClassChoice(string? proposed) => Option = proposed switch
    {
        null => "",
        "" => None,
        var name => Of(name),
    };

    /// <summary>Value of the selected option; empty while nothing is chosen.</summary>
    public string Option { get; set; }

    public string NewName { get; set; } = "";

    /// <summary>Empty for none, null while nothing is chosen.</summary>
    public string? ClassName => Option switch
    {
        None => "",
        New => NewName.Trim() is { Length: > 0 } name ? name : null,
        "" => null,
        var chosen => chosen[ClassPrefix.Length..],
    };

    /// <summary>The option that stands for a class.</summary>
    public static string Of(string className) => ClassPrefix + className;

    /// <summary>The project's classes and those that are proposed.</summary>
    public static IReadOnlyList<string> Names(IEnumerable<string> existing, IEnumerable<string?> proposed) =>
        [.. existing.Concat(proposed.OfType<string>().Where(name => name.Length > 0)).Distinct(StringComparer.OrdinalIgnoreCase)];
}
