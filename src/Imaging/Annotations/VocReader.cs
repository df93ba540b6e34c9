using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Studio.Imaging.Annotations;

/// <summary>Reads Pascal VOC annotations: one XML file with boxes for each picture.</summary>
/// <remarks>
/// Layout after the VOC 2012 development kit, section 4 (annotation/object/name and annotation/object/bndbox).
/// The file is untrusted: no document type, no external entity, at most 16 million characters.
/// </remarks>
public static class VocReader
{
    private const long MaxCharacters = 16_000_000;

    /// <summary>Reads a file; what is wrong with it is in the result and never an exception.</summary>
    /// <exception cref="IOException">The stream itself cannot be read.</exception>
    public static VocAnnotation Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            using XmlReader reader = Open(stream);
            XElement? root = XDocument.Load(reader, LoadOptions.SetLineInfo).Root;
            return root is null || root.Name.LocalName != "annotation"
                ? Unreadable($"Line {LineOf(root)}: this is not a Pascal VOC file, which begins with <annotation>.")
                : Read(root);
        }
        catch (XmlException broken)
        {
            return Unreadable(Explain(broken));
        }
        catch (InvalidOperationException)
        {
            return Unreadable("This is not a Pascal VOC file: it is no XML document.");
        }
    }

    /// <summary>Whether a file is XML whose first element is that of Pascal VOC, whatever comes after.</summary>
    public static bool IsVoc(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            using XmlReader reader = Open(stream);
            return reader.MoveToContent() == XmlNodeType.Element && reader.LocalName == "annotation";
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private static XmlReader Open(Stream stream) => XmlReader.Create(stream, new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxCharacters,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    });

    private static VocAnnotation Unreadable(string fault) => new() { Fault = fault };

    private static string Explain(XmlException broken) => broken.Message.Contains("DTD", StringComparison.Ordinal)
        ? $"Line {broken.LineNumber}: it declares a document type, which label files do not need and which is not read for safety."
        : $"Line {broken.LineNumber}: it is not valid XML. Export the labels again.";

    private static VocAnnotation Read(XElement root)
    {
        var boxes = new List<LabelBox>();
        var findings = new List<LabelFinding>();
        foreach (XElement item in Children(root, "object"))
        {
            if (ReadObject(item, findings) is { } box)
            {
                boxes.Add(box);
            }
        }

        XElement? size = Child(root, "size");
        string? fileName = Child(root, "filename")?.Value.Trim();
        return new VocAnnotation
        {
            FileName = string.IsNullOrEmpty(fileName) ? null : fileName,
            Rows = ReadLength(size, "height"),
            Columns = ReadLength(size, "width"),
            Boxes = boxes,
            Findings = findings,
        };
    }

    private static LabelBox? ReadObject(XElement item, List<LabelFinding> findings)
    {
        string where = $"line {LineOf(item)}";
        string name = Child(item, "name")?.Value.Trim() ?? "";
        if (name.Length == 0)
        {
            findings.Add(new LabelFinding(where, "The object has no name. It was left out."));
            return null;
        }

        if (Child(item, "bndbox") is not { } box)
        {
            findings.Add(new LabelFinding(where, $"The object \"{name}\" has no box. It was left out."));
            return null;
        }

        Span<double> corners = stackalloc double[4];
        string[] keys = ["xmin", "ymin", "xmax", "ymax"];
        for (int index = 0; index < keys.Length; index++)
        {
            string? text = Child(box, keys[index])?.Value.Trim();
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out corners[index]) || !double.IsFinite(corners[index]))
            {
                findings.Add(new LabelFinding(where, $"The box \"{name}\" has {(text is null ? "no" : $"\"{Shorten(text)}\" as")} {keys[index]}. It was left out."));
                return null;
            }
        }

        if (corners[0] >= corners[2] || corners[1] >= corners[3])
        {
            string words = string.Create(CultureInfo.InvariantCulture, $"({corners[0]}, {corners[1]}) to ({corners[2]}, {corners[3]})");
            findings.Add(new LabelFinding(where, $"The box \"{name}\" from {words} has no area. It was left out."));
            return null;
        }

        return FromCorners(name, corners[0], corners[1], corners[2], corners[3], where);
    }

    /// <summary>Corners as VOC counts them to outer edges.</summary>
    /// <remarks>
    /// VOC counts pixels from 1 and includes the last one (VOC 2012 development kit, section 4.1), so a box from 1 to 10
    /// covers ten pixels, 0 to 10 here. Tools that count from 0 write a first 0, which is taken as the edge; the rest of
    /// their boxes is then one pixel too wide at the left and top, less than annotators differ by. A box whose corners
    /// are equal would be a single pixel in VOC; in files it is a click that drew nothing and counts as without area.
    /// </remarks>
    private static LabelBox FromCorners(string name, double xmin, double ymin, double xmax, double ymax, string where) =>
        new(name, ToEdge(xmin), ToEdge(ymin), xmax, ymax, where);

    private static double ToEdge(double first) => first is >= 0 and < 1 ? 0 : first - 1;

    private static int? ReadLength(XElement? size, string key) =>
        size is not null && int.TryParse(Child(size, key)?.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out int length) && length > 0
            ? length
            : null;

    private static IEnumerable<XElement> Children(XElement parent, string name) =>
        parent.Elements().Where(child => child.Name.LocalName == name);

    private static XElement? Child(XElement parent, string name) => Children(parent, name).FirstOrDefault();

    private static int LineOf(XElement? element) => element is IXmlLineInfo line && line.HasLineInfo() ? line.LineNumber : 1;

    private static string Shorten(string text) => text.Length <= 20 ? text : text[..20] + "…";
}
