using System.Globalization;
using System.Text;

namespace Studio.Storage;

/// <summary>The URL form of a project's name: lower-case letters and digits with single hyphens.</summary>
static class ProjectSlug
{
    const int MaximumLength = 48;
    const string Fallback = "project";

    // By hand, as the build runs without ICU, where Unicode decomposition does nothing.
    static readonly Dictionary<char, string> Latin = new()
    {
        ['à'] = "a", ['á'] = "a", ['â'] = "a", ['ã'] = "a", ['ä'] = "ae", ['å'] = "a", ['æ'] = "ae", ['ç'] = "c",
        ['è'] = "e", ['é'] = "e", ['ê'] = "e", ['ë'] = "e", ['ì'] = "i", ['í'] = "i", ['î'] = "i", ['ï'] = "i",
        ['ñ'] = "n", ['ò'] = "o", ['ó'] = "o", ['ô'] = "o", ['õ'] = "o", ['ö'] = "oe", ['ø'] = "o", ['œ'] = "oe",
        ['ù'] = "u", ['ú'] = "u", ['û'] = "u", ['ü'] = "ue", ['ý'] = "y", ['ÿ'] = "y", ['ß'] = "ss",
    };

    public static string From(string name)
    {
        var slug = new StringBuilder();
        foreach (var character in name.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                slug.Append(character);
            }
            else if (Latin.TryGetValue(character, out var letters))
            {
                slug.Append(letters);
            }
            else if (slug.Length > 0 && slug[^1] != '-')
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
