using System.Diagnostics.CodeAnalysis;

namespace Studio.CommandLine;

/// <summary>The <c>--label-names</c> option: <c>RBC=Red cell,Artefact=ignore</c>.</summary>
public static class LabelNameText
{
    const string LeftOut = "ignore";

    /// <param name="text">As typed.</param>
    /// <param name="classOfName">Name in the label files → name of a class, empty to leave out.</param>
    /// <param name="error">Names the part that is wrong.</param>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out IReadOnlyDictionary<string, string>? classOfName, [NotNullWhen(false)] out string? error)
    {
        var parsed = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        classOfName = null;
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('=', 2, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } name, { Length: > 0 } className])
            {
                error = $"--label-names: '{part}' is not NAME=CLASS, e.g. RBC=Red cell or Artefact=ignore.";
                return false;
            }

            if (!parsed.TryAdd(name, className.Equals(LeftOut, StringComparison.OrdinalIgnoreCase) ? "" : className))
            {
                error = $"--label-names: the name {name} occurs twice.";
                return false;
            }
        }

        classOfName = parsed;
        error = null;
        return true;
    }

    /// <summary>A table as it is typed.</summary>
    public static string Format(IEnumerable<(string Name, string ClassName)> classOfName) =>
        string.Join(",", classOfName.Select(entry => $"{entry.Name}={(entry.ClassName.Length > 0 ? entry.ClassName : LeftOut)}"));
}
