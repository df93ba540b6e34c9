namespace Studio.Imaging;

/// <summary>How stored values turn into light (PS3.3 C.7.6.3.1.2).</summary>
public enum Photometric
{
    /// <summary>The smallest value is black.</summary>
    Monochrome2,

    /// <summary>The smallest value is white.</summary>
    Monochrome1,

    Rgb,
}

/// <summary>Distance between the centres of neighbouring pixels, in millimetres.</summary>
/// <param name="RowMm">Between rows (vertical).</param>
/// <param name="ColumnMm">Between columns (horizontal).</param>
public readonly record struct PixelSpacing(double RowMm, double ColumnMm);

/// <summary>What is known about an image file besides its pixels.</summary>
public sealed record ImageFacts
{
    /// <summary>"PNG", "JPEG", "TIFF", "PGM/PPM" or "DICOM".</summary>
    public required string Format { get; init; }

    /// <summary>Size and sample type, the same for every frame.</summary>
    public required RasterLayout Layout { get; init; }

    public required Photometric Photometric { get; init; }

    public required int FrameCount { get; init; }

    /// <summary>Statistics of the stored values over all frames and samples.</summary>
    public required SampleStatistics Statistics { get; init; }

    /// <summary>value = stored × slope + intercept (PS3.3 C.11.1); Hounsfield units in CT.</summary>
    public double RescaleSlope { get; init; } = 1;

    public double RescaleIntercept { get; init; }

    /// <summary>Windows named by the file, in rescaled values; the first is the default.</summary>
    public IReadOnlyList<DisplayWindow> Windows { get; init; } = [];

    public PixelSpacing? PixelSpacing { get; init; }

    public string? Modality { get; init; }

    public string? PatientId { get; init; }

    public string? StudyUid { get; init; }

    public string? SeriesUid { get; init; }

    public string? SopInstanceUid { get; init; }

    public int? InstanceNumber { get; init; }

    /// <summary>How the pixels were stored in the file, in words, where the format has more than one way.</summary>
    public string? Encoding { get; init; }

    /// <summary>Oddities that did not prevent reading, one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
