using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Studio.Imaging.Annotations;

/// <summary>Reads tables of tags: one column per class with yes or no, or one column of names separated by ; or |.</summary>
/// <remarks>
/// The first column names the subject by its heading: file, SeriesInstanceUID or PatientID (and the usual spellings).
/// One called category is no class but says of which kind the subject is.
/// Comma, semicolon and tab are recognised as separators by the heading line, UTF-8 and UTF-16 by their marks; what is
/// not UTF-8 is read as Latin-1, as spreadsheets write it.
/// </remarks>
public static class TagTableReader
{
    private const long MaxBytes = 64L << 20;

    private static readonly string[] ListHeadings = ["tags", "tag", "labels", "label", "classes", "class", "findings", "finding", "findinglabels", "names"];

    private static readonly Dictionary<string, TagSubjectKind> SubjectHeadings = new(StringComparer.Ordinal)
    {
        ["file"] = TagSubjectKind.File,
        ["filename"] = TagSubjectKind.File,
        ["filepath"] = TagSubjectKind.File,
        ["path"] = TagSubjectKind.File,
        ["image"] = TagSubjectKind.File,
        ["imagename"] = TagSubjectKind.File,
        ["imageid"] = TagSubjectKind.File,
        ["imageindex"] = TagSubjectKind.File,
        ["series"] = TagSubjectKind.Series,
        ["seriesuid"] = TagSubjectKind.Series,
        ["seriesinstanceuid"] = TagSubjectKind.Series,
        ["patient"] = TagSubjectKind.Patient,
        ["patientid"] = TagSubjectKind.Patient,
        ["pseudonym"] = TagSubjectKind.Patient,
    };

    /// <summary>Reads a file; what is wrong with it is in the result and never an exception.</summary>
    /// <exception cref="IOException">The stream itself cannot be read.</exception>
    public static TagTable Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (LimitedContent.Read(stream, MaxBytes) is not { } content)
        {
            return Unreadable($"The file is larger than {MaxBytes >> 20} MB. Split it.");
        }

        string text = Decode(content);
        var builder = new TagTableBuilder();
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = FindDelimiter(text),
            TrimOptions = TrimOptions.Trim,
            MissingFieldFound = null,
            BadDataFound = bad => builder.AddFinding(bad.Context.Parser?.RawRow ?? 1, "It holds a quotation mark in the middle of a cell; the cell is taken as it stands."),
        };
        using var csv = new CsvReader(new StringReader(text), configuration);
        try
        {
            return Read(csv, builder);
        }
        catch (CsvHelperException)
        {
            return Unreadable($"Line {csv.Parser.RawRow}: it is not a table. Save it as CSV again.");
        }
    }

    private static TagTable Read(CsvReader csv, TagTableBuilder builder)
    {
        if (!csv.Read() || !csv.ReadHeader() || csv.HeaderRecord is not { Length: > 0 } headings)
        {
            return Unreadable("The file is empty. Its first line names the columns: file and one column per class.");
        }

        if (!SubjectHeadings.TryGetValue(Normalise(headings[0]), out TagSubjectKind subject))
        {
            return Unreadable(
                $"Line {csv.Parser.RawRow}: the first column is called \"{headings[0]}\". Call it file, SeriesInstanceUID or PatientID, so that it is clear what the rows speak about.");
        }

        if (headings.Length < 2)
        {
            return Unreadable($"Line {csv.Parser.RawRow}: there is no column besides \"{headings[0]}\". Add one column per class, or one called tags.");
        }

        int list = Array.FindIndex(headings, 1, heading => ListHeadings.Contains(Normalise(heading)));
        int category = Array.FindIndex(headings, 1, heading => Normalise(heading) == "category");
        builder.Begin(headings, list < 0 ? null : list, category < 0 ? null : category, csv.Parser.RawRow);
        while (csv.Read())
        {
            builder.AddRow(csv.Parser.Record ?? [], csv.Parser.RawRow);
        }

        return builder.Finish(subject);
    }

    private static TagTable Unreadable(string fault) => new() { Fault = fault };

    private static string Normalise(string heading) =>
        string.Concat(heading.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static string Decode(byte[] content)
    {
        try
        {
            using var reader = new StreamReader(new MemoryStream(content), new UTF8Encoding(false, throwOnInvalidBytes: true));
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(content);
        }
    }

    /// <summary>The separator that stands most often in the heading line, outside quotation marks.</summary>
    private static string FindDelimiter(string text)
    {
        var counts = new Dictionary<char, int> { [','] = 0, [';'] = 0, ['\t'] = 0 };
        bool isQuoted = false;
        foreach (char symbol in text.TakeWhile(symbol => symbol is not ('\r' or '\n')))
        {
            isQuoted ^= symbol == '"';
            if (!isQuoted && counts.TryGetValue(symbol, out int count))
            {
                counts[symbol] = count + 1;
            }
        }

        return counts.MaxBy(entry => entry.Value).Key.ToString();
    }
}
