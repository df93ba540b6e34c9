using System.Text;
using System.Text.RegularExpressions;

namespace Studio.Imaging.Dicom.DeIdentification;

/// <summary>Puts the pseudonym in place of whatever names the patient in the path of an imported file.</summary>
/// <remarks>
/// Hospitals name folders and files after patients. Compared are words, without regard to case, accents and separators, so
/// that "MRN-4711" is found as "mrn_4711" and "Müller" as "Mueller" or "MULLER". Only folder and file names as such are
/// looked at: a date spread over several folders is not found.
/// </remarks>
internal sealed partial class PathCleaner(IEnumerable<string> telling, string pseudonym)
{
    /// <summary>Shorter words count only where they stand alone: the name "Lee" is no part of "sleeve".</summary>
    private const int ShortestInside = 5;

    private readonly List<Telling> _telling = [.. telling.SelectMany(Forms).Where(form => form.Length > 0).Distinct(StringComparer.Ordinal).Select(Telling.Of)];

    /// <summary>The path with "/" between its parts as before; the same text where it names nobody.</summary>
    public string Clean(string path) => string.Join('/', path.Split('/').Select(CleanPart));

    private string CleanPart(string part)
    {
        if (_telling.Count == 0)
        {
            return part;
        }

        Match[] words = Words().Matches(part).ToArray();
        var cleaned = new StringBuilder();
        int copied = 0;
        bool afterPseudonym = false;
        for (int first = 0; first < words.Length;)
        {
            int count = CountTelling(words, first);
            if (count == 0)
            {
                afterPseudonym = false;
                first++;
                continue;
            }

            // "SMITH_JOHN" is one patient, so it becomes one pseudonym.
            cleaned.Append(afterPseudonym ? "" : part[copied..words[first].Index] + pseudonym);
            Match last = words[first + count - 1];
            copied = last.Index + last.Length;
            afterPseudonym = true;
            first += count;
        }

        return cleaned.Append(part, copied, part.Length - copied).ToString();
    }

    /// <summary>How many words from this one on are telling together; 0 for none.</summary>
    private int CountTelling(Match[] words, int first)
    {
        bool isTelling = Forms(words[first].Value).Any(form => _telling.Any(word => word.IsIn(form)))
            || Pieces().Matches(words[first].Value).SelectMany(piece => Forms(piece.Value)).Any(form => _telling.Any(word => word.Text == form));
        if (isTelling)
        {
            return 1;
        }

        string joined = Forms(words[first].Value).First();
        for (int count = 2; first + count <= words.Length && joined.Length <= _telling.Max(word => word.Text.Length); count++)
        {
            joined += Forms(words[first + count - 1].Value).First();
            if (_telling.Any(word => word.IsNumber && word.Text == joined))
            {
                return count;
            }
        }

        return 0;
    }

    /// <summary>Letters and digits alone, small, without accents; umlauts also written with an e.</summary>
    private static IEnumerable<string> Forms(string text)
    {
        string composed = text.Replace("a\u0308", "ä", StringComparison.OrdinalIgnoreCase).Replace("o\u0308", "ö", StringComparison.OrdinalIgnoreCase).Replace("u\u0308", "ü", StringComparison.OrdinalIgnoreCase);
        yield return Plain(composed);
        string written = composed.ToLowerInvariant().Replace("ä", "ae", StringComparison.Ordinal).Replace("ö", "oe", StringComparison.Ordinal).Replace("ü", "ue", StringComparison.Ordinal);
        yield return Plain(written);
    }

    private static string Plain(string text) =>
        new([.. DescriptorCleaner.Fold(text).Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    /// <param name="IsNumber">An id or a date: one of digits alone must be there as a whole, as a longer number is another one.</param>
    private readonly record struct Telling(string Text, bool IsNumber)
    {
        public static Telling Of(string text) => new(text, text.Any(char.IsAsciiDigit));

        public bool IsIn(string word) => word == Text
            || (Text.Any(char.IsLetter) && (Text.Length >= ShortestInside || PatientIdentity.IsEastAsian(Text)) && word.Contains(Text, StringComparison.Ordinal));
    }

    /// <summary>Accents that stand on their own belong to the letter before.</summary>
    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+")]
    private static partial Regex Words();

    /// <summary>The words of "JohnLee" and "LEE01".</summary>
    [GeneratedRegex(@"\p{Lu}?[\p{Ll}\p{M}]+|[\p{Lu}\p{M}]+(?!\p{Ll})|[\p{Lo}\p{M}]+|\p{N}+")]
    private static partial Regex Pieces();
}
