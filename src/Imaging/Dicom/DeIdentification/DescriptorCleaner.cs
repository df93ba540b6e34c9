using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Studio.Imaging.Dicom.DeIdentification;

/// <summary>Keeps the words of a description that name anatomy or technique and drops all others (PS3.15 section E.3.5).</summary>
/// <remarks>
/// An allow list: a name, a number or a word in a script or language it does not hold is dropped, however harmless.
/// Numbers stay only with their unit ("5 mm", "b1000") or as a level of the spine ("L5").
/// </remarks>
internal sealed partial class DescriptorCleaner(PatientIdentity identity)
{
    private const string Resource = "descriptor-vocabulary.txt";
    private const char FirstAccented = '\u00C0';
    private const char LastAccented = '\u00FF';
    private const string Unaccented = "AAAAAAACEEEEIIIIDNOOOOO*OUUUUYPsaaaaaaaceeeeiiiidnooooo*ouuuuypy";
    private static readonly Lazy<HashSet<string>> Vocabulary = new(Load);

    /// <summary>The cleaned text, words separated by blanks; empty when nothing remains.</summary>
    public string Clean(string text)
    {
        string[] words = [.. Words().Matches(Fold(text)).Select(match => match.Value)];
        var kept = new List<string>();
        for (int i = 0; i < words.Length; i++)
        {
            bool isMeasure = IsNumber(words[i]) && i + 1 < words.Length && Units().IsMatch(words[i + 1]);
            if (isMeasure)
            {
                kept.Add(words[i] + " " + words[++i]);
            }
            else if (IsHarmless(words[i]))
            {
                kept.Add(words[i]);
            }
        }

        return string.Join(' ', kept);
    }

    private bool IsHarmless(string word)
    {
        if (identity.IsWord(word))
        {
            return false;
        }

        return Vocabulary.Value.Contains(word)
            || Measure().IsMatch(word)
            || SpineLevel().IsMatch(word)
            || (Parts().Matches(word) is { Count: > 1 } parts && parts.All(part => Vocabulary.Value.Contains(part.Value) && !identity.IsWord(part.Value)));
    }

    private static bool IsNumber(string word) => ShortNumber().IsMatch(word);

    /// <summary>Without accents, so that the result is ASCII in every character set.</summary>
    internal static string Fold(string text)
    {
        // Own table: without ICU the framework does not take accented letters apart.
        var folded = new StringBuilder(text.Length);
        foreach (char letter in text.Replace("ß", "ss", StringComparison.Ordinal))
        {
            if (letter is >= FirstAccented and <= LastAccented)
            {
                folded.Append(Unaccented[letter - FirstAccented]);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(letter);
            }
        }

        return folded.ToString();
    }

    private static HashSet<string> Load()
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (string line in EmbeddedTable.Lines(Resource))
        {
            if (!line.StartsWith('#'))
            {
                words.UnionWith(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            }
        }

        return words;
    }

    /// <summary>Letters and digits of any script, so that a foreign word is one word and dropped as a whole.</summary>
    [GeneratedRegex(@"\d+[.,]\d+[\p{L}]*|[\p{L}\p{N}]+")]
    private static partial Regex Words();

    [GeneratedRegex(@"^\d{1,3}([.,]\d{1,3})?$")]
    private static partial Regex ShortNumber();

    [GeneratedRegex("^(mm|cm|ms|sec|kv|kvp|ma|mas|ml|mgi|t|tesla|mhz|min|hz|deg|mgy)$", RegexOptions.IgnoreCase)]
    private static partial Regex Units();

    [GeneratedRegex(@"^\d{1,3}([.,]\d{1,3})?(mm|cm|ms|sec|s|kv|kvp|ma|mas|ml|t|mhz|min|hz|deg|d|x\d{1,3})$|^b\d{1,4}$", RegexOptions.IgnoreCase)]
    private static partial Regex Measure();

    [GeneratedRegex(@"^(C[1-7]|(T|Th|D|BWK)([1-9]|1[0-2])|(L|LWK|HWK)[1-7]|S[1-5])$", RegexOptions.IgnoreCase)]
    private static partial Regex SpineLevel();

    /// <summary>The words of "ThoraxRoutine" or "T2Sag".</summary>
    [GeneratedRegex(@"[A-Z]?[a-z]+|[A-Z]+(?![a-z])\d*|\d+")]
    private static partial Regex Parts();
}
