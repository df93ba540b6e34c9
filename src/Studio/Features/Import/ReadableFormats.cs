namespace Studio.Features.Import;

/// <summary>What can be imported, as people are told.</summary>
public static class ReadableFormats
{
    public const string Names = "DICOM, NIfTI, NRRD, PNG, JPEG, TIFF, PGM or npz";
}
