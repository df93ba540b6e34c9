using System.Globalization;

namespace Studio.Imaging.Dicom;

/// <summary>Value representations and keywords of the standard's elements (PS3.6), from an embedded table.</summary>
internal static class DicomDictionary
{
    private const string Resource = "dicom-dictionary.tsv";
    private static readonly Lazy<Dictionary<DicomTag, DicomVr>> Entries = new(Load);

    /// <summary>The VR of an element; UN for one the standard does not know.</summary>
    public static DicomVr VrOf(DicomTag tag)
    {
        if (tag.Element == 0)
        {
            return DicomVr.UL;
        }

        if (tag.IsPrivate)
        {
            return tag.Element is >= 0x10 and <= 0xFF ? DicomVr.LO : DicomVr.UN;
        }

        // Curves and overlays repeat over the groups 50xx and 60xx.
        DicomTag known = (tag.Group & 0xFF00) is 0x5000 or 0x6000
            ? tag with { Group = (ushort)(tag.Group & 0xFF00) }
            : tag;
        return Entries.Value.GetValueOrDefault(known, DicomVr.UN);
    }

    private static Dictionary<DicomTag, DicomVr> Load()
    {
        using Stream stream = typeof(DicomDictionary).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The embedded table {Resource} is missing from the build.");
        using var reader = new StreamReader(stream);
        var entries = new Dictionary<DicomTag, DicomVr>();
        while (reader.ReadLine() is { } line)
        {
            string[] columns = line.Split('\t');
            if (columns.Length >= 2
                && uint.TryParse(columns[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out uint number)
                && TryReadVr(columns[1], out DicomVr vr))
            {
                entries[new DicomTag((ushort)(number >> 16), (ushort)number)] = vr;
            }
        }

        return entries;
    }

    /// <summary>Where the standard allows several ("US or SS"), the first; readers of such elements look at the context.</summary>
    private static bool TryReadVr(string text, out DicomVr vr)
    {
        vr = DicomVr.UN;
        return text.Length >= 2 && DicomVrFacts.TryParse((byte)text[0], (byte)text[1], out vr);
    }
}
