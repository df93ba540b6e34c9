namespace Studio.Imaging.Dicom;

/// <summary>What <see cref="DicomWriter"/> writes beside the pixels.</summary>
public sealed record DicomImageDescription
{
    /// <summary>"CT" and "MR" become images of that kind, everything else a secondary capture.</summary>
    public required string Modality { get; init; }

    public required string PatientId { get; init; }

    /// <summary>Defaults to the patient's id.</summary>
    public string? PatientName { get; init; }

    public required string StudyUid { get; init; }

    public required string SeriesUid { get; init; }

    public required string SopInstanceUid { get; init; }

    public int InstanceNumber { get; init; } = 1;

    /// <summary>MONOCHROME1 or MONOCHROME2 for grey pictures; ignored for colour.</summary>
    public Photometric Photometric { get; init; } = Photometric.Monochrome2;

    /// <summary>Where the frame lies in the patient (PS3.3 C.7.6.2); null leaves it out.</summary>
    public FramePlane? Plane { get; init; }

    public PixelSpacing? PixelSpacing { get; init; }

    public double RescaleSlope { get; init; } = 1;

    public double RescaleIntercept { get; init; }

    public IReadOnlyList<DisplayWindow> Windows { get; init; } = [];
}
