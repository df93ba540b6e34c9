namespace Studio.Imaging.Dicom;

/// <summary>What a person wants to know of a DICOM file's header when a picture looks wrong.</summary>
/// <param name="TransferSyntaxUid">Empty where the file does not say.</param>
/// <param name="TransferSyntaxWords">Completes "The pixels are …".</param>
/// <param name="Photometric">Photometric interpretation as the file names it, before colours are converted.</param>
/// <param name="BitsAllocated">1, 8, 16 or 32; 32 or 64 for floating point.</param>
/// <param name="PatientLevelData">Keywords of elements that are filled and may say who the patient is or when and where the picture was made.</param>
public sealed record DicomSummary(
    string TransferSyntaxUid,
    string TransferSyntaxWords,
    string? Photometric,
    int? BitsAllocated,
    IReadOnlyList<string> PatientLevelData)
{
    /// <summary>Elements of the patient, study and series that point at a person (PS3.15 annex E, table E.1-1, the common ones).</summary>
    private static readonly (ushort Group, ushort Element, string Keyword)[] Identifying =
    [
        (0x0008, 0x0020, "StudyDate"),
        (0x0008, 0x0021, "SeriesDate"),
        (0x0008, 0x0022, "AcquisitionDate"),
        (0x0008, 0x0023, "ContentDate"),
        (0x0008, 0x002A, "AcquisitionDateTime"),
        (0x0008, 0x0050, "AccessionNumber"),
        (0x0008, 0x0080, "InstitutionName"),
        (0x0008, 0x0081, "InstitutionAddress"),
        (0x0008, 0x0090, "ReferringPhysicianName"),
        (0x0008, 0x1010, "StationName"),
        (0x0008, 0x1040, "InstitutionalDepartmentName"),
        (0x0008, 0x1048, "PhysiciansOfRecord"),
        (0x0008, 0x1050, "PerformingPhysicianName"),
        (0x0008, 0x1060, "NameOfPhysiciansReadingStudy"),
        (0x0008, 0x1070, "OperatorsName"),
        (0x0010, 0x0010, "PatientName"),
        (0x0010, 0x0020, "PatientID"),
        (0x0010, 0x0021, "IssuerOfPatientID"),
        (0x0010, 0x0030, "PatientBirthDate"),
        (0x0010, 0x0032, "PatientBirthTime"),
        (0x0010, 0x0040, "PatientSex"),
        (0x0010, 0x1000, "OtherPatientIDs"),
        (0x0010, 0x1001, "OtherPatientNames"),
        (0x0010, 0x1005, "PatientBirthName"),
        (0x0010, 0x1010, "PatientAge"),
        (0x0010, 0x1020, "PatientSize"),
        (0x0010, 0x1030, "PatientWeight"),
        (0x0010, 0x1040, "PatientAddress"),
        (0x0010, 0x1060, "PatientMotherBirthName"),
        (0x0010, 0x2154, "PatientTelephoneNumbers"),
        (0x0010, 0x2160, "EthnicGroup"),
        (0x0010, 0x2180, "Occupation"),
        (0x0010, 0x21B0, "AdditionalPatientHistory"),
        (0x0010, 0x4000, "PatientComments"),
        (0x0018, 0x1000, "DeviceSerialNumber"),
        (0x0020, 0x0010, "StudyID"),
        (0x0032, 0x1032, "RequestingPhysician"),
        (0x0040, 0xA075, "VerifyingObserverName"),
    ];

    /// <summary>The summary of a DICOM file; null for any other file and for one whose header cannot be read.</summary>
    public static DicomSummary? Read(ReadOnlyMemory<byte> file, DecodeLimits limits)
    {
        if (!DicomFile.Recognises(file.Span))
        {
            return null;
        }

        try
        {
            return Of(DicomFile.Open(file, limits));
        }
        catch (UnreadableImageException)
        {
            return null;
        }
    }

    private static DicomSummary Of(DicomFile dicom)
    {
        DicomDataset dataset = dicom.Dataset;
        return new DicomSummary(
            dicom.Syntax.Uid,
            dicom.Syntax.Words,
            dataset.Text(DicomTag.PhotometricInterpretation),
            dataset.Integer(DicomTag.BitsAllocated),
            [.. Identifying.Where(entry => dataset.Text(new DicomTag(entry.Group, entry.Element)) is not null).Select(entry => entry.Keyword)]);
    }
}
