using Studio.Contracts.Projects;
using Studio.Imaging.Dicom.Pixels;

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
    /// <summary>As in the catalog: "PNG", "DICOM", "NIfTI", ….</summary>
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

    /// <summary>What differs from frame to frame; empty where nothing does, else one entry per frame.</summary>
    public IReadOnlyList<FrameFacts> PerFrame { get; init; } = [];

    /// <summary>Whether frames are turned, mirrored or in another order than in the file, so that they look as expected.</summary>
    public bool IsTurned { get; init; }

    /// <summary>Identifies the coordinate system in which the planes of several series can be compared (PS3.3 C.7.4.1).</summary>
    public string? FrameOfReferenceUid { get; init; }

    /// <summary>Values that replace rescale where the relation is not linear (PS3.3 C.11.1.1.1); null for none.</summary>
    public LookupTable? ModalityLut { get; init; }

    /// <summary>Display tables named by the file, over rescaled values (PS3.3 C.11.2.1.1); offered beside the windows.</summary>
    public IReadOnlyList<LookupTable> VoiLuts { get; init; } = [];

    /// <summary>Colours that the samples are indices of (PS3.3 C.7.6.3.1.5); null for none. <see cref="WorkingForm"/> looks them up.</summary>
    public PaletteLut? Palette { get; init; }

    /// <summary>How the pixels were stored in the file, in words, where the format has more than one way.</summary>
    public string? Encoding { get; init; }

    /// <summary>Oddities that did not prevent reading, one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>What is known about one frame where it differs from the file's other frames.</summary>
public sealed record FrameFacts
{
    /// <summary>Where the frame lies in the patient; null when unknown.</summary>
    public FramePlane? Plane { get; init; }

    /// <summary>Which of the file's volumes on the same grid the frame belongs to, from 0; null where there is one.</summary>
    public int? Channel { get; init; }

    /// <summary>The part of a data set the file puts the frame into; null for none.</summary>
    public Split? Split { get; init; }

    /// <summary>Numbers of the classes the frame shows, as the file counts them (from 0); null where it says nothing.</summary>
    public IReadOnlyList<int>? Tags { get; init; }

    /// <summary>Null: as the file.</summary>
    public double? RescaleSlope { get; init; }

    /// <summary>Null: as the file.</summary>
    public double? RescaleIntercept { get; init; }

    /// <summary>Empty: as the file.</summary>
    public IReadOnlyList<DisplayWindow> Windows { get; init; } = [];
}

/// <summary>A table over whole numbers: inputs below the first or above the last entry take its value.</summary>
/// <param name="Name">Explanation from the file; empty when there is none.</param>
/// <param name="FirstInput">Input of entry 0.</param>
/// <param name="Entries">Outputs, at least one.</param>
/// <param name="BitsPerEntry">8 to 16.</param>
public sealed record LookupTable(string Name, int FirstInput, IReadOnlyList<ushort> Entries, int BitsPerEntry)
{
    public ushort At(double input) => Entries[(int)Math.Clamp(Math.Floor(input + 0.5) - FirstInput, 0, Entries.Count - 1)];
}
