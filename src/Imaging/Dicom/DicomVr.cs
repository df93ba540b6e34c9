namespace Studio.Imaging.Dicom;

/// <summary>Value representations (PS3.5 section 6.2).</summary>
public enum DicomVr
{
    AE, AS, AT, CS, DA, DS, DT, FD, FL, IS, LO, LT, OB, OD, OF, OL, OV, OW,
    PN, SH, SL, SQ, SS, ST, SV, TM, UC, UI, UL, UN, UR, US, UT, UV,
}

/// <summary>What follows from a value representation.</summary>
internal static class DicomVrFacts
{
    private static readonly Dictionary<ushort, DicomVr> ByCode = Enum.GetValues<DicomVr>().ToDictionary(Code);

    /// <summary>Reads the two letters in front of an explicit length.</summary>
    public static bool TryParse(byte first, byte second, out DicomVr vr) => ByCode.TryGetValue((ushort)((first << 8) | second), out vr);

    /// <summary>Whether the explicit encoding has two reserved bytes and a length of four (PS3.5 section 7.1.2).</summary>
    public static bool HasLongLength(this DicomVr vr) => vr is DicomVr.OB or DicomVr.OD or DicomVr.OF or DicomVr.OL or DicomVr.OV
        or DicomVr.OW or DicomVr.SQ or DicomVr.SV or DicomVr.UC or DicomVr.UN or DicomVr.UR or DicomVr.UT or DicomVr.UV;

    private static ushort Code(DicomVr vr)
    {
        string letters = vr.ToString();
        return (ushort)((letters[0] << 8) | letters[1]);
    }
}
