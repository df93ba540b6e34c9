using CsvHelper;
using Studio.Imaging.Tables;

namespace Studio.Imaging.Annotations;

/// <summary>Reads tables of tags: one column per class with yes or no, or one column of names separated by ; or |.</summary>
/// <remarks>
/// The first column names the subject by its heading: file, SeriesInstanceUID or PatientID (and the usual spellings).
/// One called category is no class but says of which kind the subject is.
/// Separators and encodings are those of <see cref="TableText"/>.
/// </remarks>
public static class TagTableReader
{
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
        if (LimitedContent.Read(stream, TableText.MaxBytes) is not { } content)
        {
            return Unreadable($"The file is larger than {TableText.MaxBytes >> 20} MB. Split it.");
        }

        var builder = new TagTableBuilder();
        using var table = new MemoryStream(content);
        using CsvReader csv = TableText.Open(
            table, line => builder.AddFinding(line, "It holds a quotation mark in the middle of a cell; the cell is taken as it stands."));
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

        if (!SubjectHeadings.TryGetValue(TableText.Normalise(headings[0]), out TagSubjectKind subject))
        {
            return Unreadable(
                $"Line {csv.Parser.RawRow}: the first column is called \"{headings[0]}\". Call it file, SeriesInstanceUID or PatientID, so that it is clear what the rows speak about.");
        }

        if (headings.Length < 2)
        {
            return Unreadable($"Line {csv.Parser.RawRow}: there is no column besides \"{headings[0]}\". Add one column per class, or one called tags.");
        }

        int list = Array.FindIndex(headings, 1, heading => ListHeadings.Contains(TableText.Normalise(heading)));
        int category = Array.FindIndex(headings, 1, heading => TableText.Normalise(heading) == "category");
        builder.Begin(headings, list < 0 ? null : list, category < 0 ? null : category, csv.Parser.RawRow);
        while (csv.Read())
        {
            builder.AddRow(csv.Parser.Record ?? [], csv.Parser.RawRow);
        }

        return builder.Finish(subject);
    }

    private static TagTable Unreadable(string fault) => new() { Fault = fault };
}
