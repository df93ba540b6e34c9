namespace Studio.Imaging.Dicom.DeIdentification;

/// <summary>Items of code sequences (PS3.3 section 8.8): codes of a hospital's own scheme are free text in disguise.</summary>
internal static class CodedItem
{
    /// <summary>Public coding schemes (PS3.16 section 8), under current and retired designators.</summary>
    private static readonly HashSet<string> PublicSchemes = new(StringComparer.OrdinalIgnoreCase)
    {
        "ACR", "BARI", "BI", "C4", "CD2", "CTV3", "DC", "DCM", "DCMUID", "FMA", "HPC", "I10", "I10P", "I11", "I9", "I9C", "ICDO3", "IBSI", "ISO3166_1",
        "ISO639_1", "ITIS_TSN", "LN", "MA", "MAYOASRG", "MDNS", "MSH", "NCIT", "NCDR", "NEU", "NICIP", "POS", "RADLEX", "RFC3066", "RFC5646", "RXNORM",
        "SCT", "SDM", "SNM3", "SRT", "UBERON", "UCUM", "UMLS", "UNS", "UPC",
    };

    private static readonly HashSet<DicomTag> Texts =
        [DicomTag.CodeValue, DicomTag.CodeMeaning, new(0x0008, 0x0101), new(0x0008, 0x0103), new(0x0008, 0x0108), new(0x0008, 0x0119)];

    /// <summary>Whether an item is a code of a scheme that is not public.</summary>
    public static bool IsLocal(DicomDataset item) =>
        (item.Contains(DicomTag.CodeValue) || item.Contains(DicomTag.CodeMeaning))
        && !PublicSchemes.Contains(item.Text(DicomTag.CodingSchemeDesignator) ?? "");

    /// <summary>Whether an element of such an item may hold any words.</summary>
    public static bool IsText(DicomTag tag) => Texts.Contains(tag);
}
