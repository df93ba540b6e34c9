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

    /// <summary>Whether (0008,0005) says how the bytes are read (PS3.5 section 6.1.2.2); other texts are ASCII.</summary>
    public static bool UsesCharacterSet(this DicomVr vr) => vr is DicomVr.LO or DicomVr.LT or DicomVr.PN or DicomVr.SH
        or DicomVr.ST or DicomVr.UC or DicomVr.UT;

    /// <summary>Whether a backslash is part of the one value.</summary>
    public static bool IsSingleText(this DicomVr vr) => vr is DicomVr.LT or DicomVr.ST or DicomVr.UT or DicomVr.UR;

    /// <summary>Whether the value is characters.</summary>
    public static bool IsText(this DicomVr vr) => vr.UsesCharacterSet() || vr is DicomVr.AE or DicomVr.AS or DicomVr.CS
        or DicomVr.DA or DicomVr.DS or DicomVr.DT or DicomVr.IS or DicomVr.TM or DicomVr.UI or DicomVr.UR;

    /// <summary>Bytes of one number of a binary value; 1 where order does not matter or is unknown.</summary>
    public static int UnitBytes(this DicomVr vr) => vr switch
    {
        DicomVr.AT or DicomVr.OW or DicomVr.SS or DicomVr.US => 2,
        DicomVr.FL or DicomVr.OF or DicomVr.OL or DicomVr.SL or DicomVr.UL => 4,
        DicomVr.FD or DicomVr.OD or DicomVr.OV or DicomVr.SV or DicomVr.UV => 8,
        _ => 1,
    };

    private static ushort Code(DicomVr vr)
    {
        string letters = vr.ToString();
        return (ushort)((letters[0] << 8) | letters[1]);
    }
}
