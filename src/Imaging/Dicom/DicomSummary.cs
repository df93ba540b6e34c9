namespace Studio.Imaging.Dicom;

/// <summary>How a DICOM file stores its pixels, before anything is converted.</summary>
/// <param name="TransferSyntaxUid">Empty where the file does not say.</param>
/// <param name="TransferSyntaxWords">Completes "The pixels are …".</param>
/// <param name="Photometric">Photometric interpretation as the file names it, before colours are converted.</param>
/// <param name="BitsAllocated">1, 8, 16 or 32; 32 or 64 for floating point.</param>
public sealed record DicomSummary(string TransferSyntaxUid, string TransferSyntaxWords, string? Photometric, int? BitsAllocated)
{
    /// <summary>The summary of a decoded file; null where the file is not DICOM.</summary>
    public static DicomSummary? Of(DecodedFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Dicom is { } dicom
            ? new DicomSummary(
                dicom.Syntax.Uid,
                dicom.Syntax.Words,
                dicom.Dataset.Text(DicomTag.PhotometricInterpretation),
                dicom.Dataset.Integer(DicomTag.BitsAllocated))
            : null;
    }
}
