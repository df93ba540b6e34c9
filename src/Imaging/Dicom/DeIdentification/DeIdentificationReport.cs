namespace Studio.Imaging.Dicom.DeIdentification;

/// <summary>What was done with an element.</summary>
public enum HeaderChangeKind
{
    Removed,
    Emptied,
    Replaced,
    Cleaned,
    DateShifted,
    UidReplaced,
}

/// <summary>One kind of change of one element, wherever it occurred. Never a value.</summary>
/// <param name="Keyword">As in PS3.6; "Private" for a private element, "Unknown" for one the standard does not know.</param>
public sealed record HeaderChange(DicomTag Tag, string Keyword, HeaderChangeKind Kind, int Count);

/// <summary>Something that is still said of the patient, such as PatientSex; values are of a checked form.</summary>
public sealed record PatientFact(string Keyword, string Value);

/// <summary>What de-identification changed and what it left at patient level.</summary>
public sealed record DeIdentificationReport(IReadOnlyList<HeaderChange> Changes, IReadOnlyList<PatientFact> PatientFacts);
