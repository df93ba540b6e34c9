using System.Diagnostics.CodeAnalysis;
using Studio.Imaging.Matching;

namespace Studio.Features.Import;

/// <summary>Where the patient of a file comes from, if not from the file itself.</summary>
public sealed class PatientRule
{
    public const string PatternPrefix = "regex:";

    readonly Func<string, string?> patientOf;

    PatientRule(Func<string, string?> patientOf) => this.patientOf = patientOf;

    /// <summary>Says nothing about any file.</summary>
    public static PatientRule None { get; } = new(_ => null);

    /// <summary>The patient of a path, or null.</summary>
    public string? PatientOf(string path) => patientOf(path);

    /// <param name="text">Empty, a CSV file with the columns file and patient, or <c>regex:</c> and a pattern with a group named patient.</param>
    /// <param name="rule">The rule when the result is true.</param>
    /// <param name="error">What is wrong, for people, when the result is false.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PatientRule? rule, [NotNullWhen(false)] out string? error)
    {
        rule = null;
        error = null;
        if (string.IsNullOrWhiteSpace(text))
            rule = None;
        else if (text.StartsWith(PatternPrefix, StringComparison.Ordinal))
            rule = PatientPattern.TryParse(text[PatternPrefix.Length..], out var pattern, out error) ? new PatientRule(pattern.PatientOf) : null;
        else if (!File.Exists(text))
            error = $"The patients file {text} does not exist. Give a CSV file with the columns file and patient, or regex: and a pattern.";
        else
            rule = ReadTable(text, out error);
        return rule is not null;
    }

    static PatientRule? ReadTable(string file, out string? error)
    {
        using var reader = new StreamReader(file);
        return PatientTable.TryRead(reader, out var table, out error) ? new PatientRule(table.PatientOf) : null;
    }
}
