using System.Globalization;
using System.Text;

namespace Studio.Storage;

/// <summary>The URL form of a project's name: lower-case letters and digits with single hyphens.</summary>
static class ProjectSlug
{
    const int MaximumLength = 48;
    const string Fallback = "project";

    public static string From(string name)
    {
        var slug = new StringBuilder();
        foreach (var character in name.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                slug.Append(char.ToLowerInvariant(character));
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark
                && slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        var text = slug.ToString(0, Math.Min(slug.Length, MaximumLength)).Trim('-');
        return text.Length == 0 ? Fallback : text;
    }

    public static string MakeUnique(string slug, IReadOnlySet<string> taken)
    {
        var candidate = slug;
        for (var number = 2; taken.Contains(candidate); number++)
        {
            candidate = $"{slug}-{number.ToString(CultureInfo.InvariantCulture)}";
        }

        return candidate;
    }
}
