using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Studio.Imaging.Matching;

/// <summary>A regular expression that takes the patient out of a file name, by a group named "patient".</summary>
public sealed class PatientPattern
{
    private const string GroupName = "patient";
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromMilliseconds(250);
    private readonly Regex _regex;

    private PatientPattern(Regex regex) => _regex = regex;

    /// <summary>Checks and compiles a pattern.</summary>
    /// <param name="error">What is wrong with the pattern, for the user, when the result is false.</param>
    public static bool TryParse(string pattern, [NotNullWhen(true)] out PatientPattern? parsed, [NotNullWhen(false)] out string? error)
    {
        parsed = null;
        error = null;
        try
        {
            var regex = new Regex(pattern, RegexOptions.CultureInvariant, MatchTimeout);
            if (!regex.GetGroupNames().Contains(GroupName))
            {
                error = "The patient pattern has no group named patient. Write the part that names the patient as (?<patient>…), for example (?<patient>\\d+)_.";
                return false;
            }

            parsed = new PatientPattern(regex);
            return true;
        }
        catch (ArgumentException invalid)
        {
            error = $"The patient pattern is not a valid regular expression: {invalid.Message}";
            return false;
        }
    }

    /// <summary>The patient of a file, or null when the pattern does not match or takes too long.</summary>
    /// <param name="path">Relative path with / as separator.</param>
    public string? PatientOf(string path)
    {
        try
        {
            Group group = _regex.Match(path).Groups[GroupName];
            return group.Success && group.Length > 0 ? group.Value : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }
}
