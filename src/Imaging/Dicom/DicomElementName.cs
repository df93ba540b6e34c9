using System.Globalization;
using System.Text.RegularExpressions;

namespace Studio.Imaging.Dicom;

/// <summary>Elements as people and tables name them. An element is eight hexadecimal digits, group before number (PS3.18 section F.2.2).</summary>
public static partial class DicomElementName
{
    /// <summary>The standard's keyword in words, e.g. "Slice Thickness"; the tag where the standard does not know it.</summary>
    public static string Of(string element) => TryParse(element, out DicomTag tag) && DicomDictionary.KeywordOf(tag) is { } keyword
        ? WordEnd().Replace(keyword, " ")
        : Tag(element);

    /// <summary>"(0018,0050)".</summary>
    public static string Tag(string element) => TryParse(element, out DicomTag tag) ? tag.ToString() : element;

    /// <summary>Whether values are numbers: decimal and integer strings, and binary numbers (PS3.5 table 6.2-1).</summary>
    /// <param name="vr">Two letters.</param>
    public static bool HoldsNumbers(string vr) => vr is "DS" or "IS" or "FL" or "FD" or "US" or "UL" or "SS" or "SL" or "SV" or "UV";

    private static bool TryParse(string element, out DicomTag tag)
    {
        bool isTag = uint.TryParse(element, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint number) && element.Length == 8;
        tag = new DicomTag((ushort)(number >> 16), (ushort)number);
        return isTag;
    }

    // "KVP" and "SOPInstanceUID" keep their capitals together.
    [GeneratedRegex(@"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")]
    private static partial Regex WordEnd();
}
