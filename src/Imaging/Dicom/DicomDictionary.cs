using System.Globalization;

namespace Studio.Imaging.Dicom;

/// <summary>Value representations and keywords of the standard's elements (PS3.6), from an embedded table.</summary>
internal static class DicomDictionary
{
    private const string Resource = "dicom-dictionary.tsv";
    private static readonly Lazy<Dictionary<DicomTag, Entry>> Entries = new(Load);

    private readonly record struct Entry(DicomVr Vr, string Keyword);

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

        return Find(tag)?.Vr ?? DicomVr.UN;
    }

    /// <summary>The keyword of an element, such as PatientName; null for private ones and those the standard does not know.</summary>
    public static string? KeywordOf(DicomTag tag) => Find(tag)?.Keyword;

    /// <summary>All tags of the table; repeating groups with their first group.</summary>
    public static IEnumerable<DicomTag> Tags => Entries.Value.Keys;

    /// <summary>Whether the sign of the pixels (0028,0103) decides between US and SS where no VR is written (PS3.6, "US or SS").</summary>
    public static bool FollowsPixelSign(DicomTag tag) => tag.Group switch
    {
        0x0018 => tag.Element is 0x9810,
        0x0022 => tag.Element is 0x1452,
        0x0028 => tag.Element is (>= 0x0104 and <= 0x0111) or 0x0120 or 0x0121 or 0x0071 or (>= 0x1100 and <= 0x1103) or 0x3002 or 0x3006,
        0x0040 => tag.Element is 0x9211 or 0x9216,
        0x0060 => tag.Element is 0x3004 or 0x3006,
        _ => false,
    };

    private static Entry? Find(DicomTag tag)
    {
        // Curves and overlays repeat over the groups 50xx and 60xx.
        DicomTag known = (tag.Group & 0xFF00) is 0x5000 or 0x6000
            ? tag with { Group = (ushort)(tag.Group & 0xFF00) }
            : tag;
        return Entries.Value.TryGetValue(known, out Entry entry) ? entry : null;
    }

    private static Dictionary<DicomTag, Entry> Load()
    {
        var entries = new Dictionary<DicomTag, Entry>();
        foreach (string line in EmbeddedTable.Lines(Resource))
        {
            string[] columns = line.Split('\t');
            if (columns.Length >= 3
                && uint.TryParse(columns[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out uint number)
                && TryReadVr(columns[1], out DicomVr vr))
            {
                entries[new DicomTag((ushort)(number >> 16), (ushort)number)] = new Entry(vr, columns[2]);
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
