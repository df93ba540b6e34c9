using System.Text.Json.Serialization;
using Studio.Contracts.Projects;

namespace Studio.Contracts.Import;

/// <summary>
/// One line of JSON on an import process's standard input. The process reads the file (untrusted), writes what it
/// decoded into <c>OutputFolder</c> and answers one <see cref="DecodeReply"/> line on standard output.
/// A crash, a deadline or the memory cap costs this file only.
/// </summary>
/// <param name="Purpose">image, or mask (raw values of an indexed or grey picture).</param>
/// <param name="Privacy">What to do with a DICOM header; null keeps it as it is.</param>
public sealed record DecodeRequest(
    long Id, string Path, string DisplayName, DecodePurpose Purpose, string OutputFolder, PrivacyOptions? Privacy = null);

/// <summary>De-identification of one project. The key never leaves this machine and is never logged.</summary>
/// <param name="KeyBase64">32 random bytes of the project; the same key gives the same pseudonyms, UIDs and date shifts.</param>
/// <param name="KeepsCharacteristics">Sex, age, size and weight stay in the header.</param>
public sealed record PrivacyOptions(string KeyBase64, bool KeepsCharacteristics = false);

public enum DecodePurpose
{
    Image,
    Mask,
}

[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(DecodedImage), "image")]
[JsonDerivedType(typeof(DecodedMask), "mask")]
[JsonDerivedType(typeof(DecodeRejected), "rejected")]
[JsonDerivedType(typeof(DecodeStorageFull), "storage-full")]
public abstract record DecodeReply
{
    public long Id { get; init; }
}

/// <summary>Facts of a decoded file; each frame has a pixel file (raw little-endian) and a thumbnail (PNG, 320 px).</summary>
/// <param name="IsTurned">Whether frames are turned or ordered otherwise than in the file, so that they look as expected.</param>
public sealed record DecodedImage(
    string Format,
    string? Modality,
    string? PatientId,
    string? StudyUid,
    string? SeriesUid,
    string? SopInstanceUid,
    int Rows,
    int Columns,
    int SamplesPerPixel,
    int BytesPerSample,
    int BitsStored,
    bool IsSigned,
    string Photometric,
    double RescaleSlope,
    double RescaleIntercept,
    double? SpacingRowMm,
    double? SpacingColumnMm,
    IReadOnlyList<WindowPreset> Windows,
    IReadOnlyList<DecodedFrame> Frames,
    IReadOnlyList<string> Warnings,
    ClinicalContext? Clinical = null,
    bool IsTurned = false) : DecodeReply;

/// <summary>What a file with clinical metadata (DICOM, NIfTI) says besides its pixels, after de-identification.</summary>
/// <param name="StudyDate">yyyy-mm-dd; shifted where the project de-identifies.</param>
/// <param name="HeaderJson">The header without pixels, DICOM JSON (PS3.18 annex F); null for other formats.</param>
/// <param name="SafePath">The display name with the pseudonym in place of what names the patient; null where it may stay.</param>
/// <param name="BurnedInRisk">Why patient data may be drawn into the pixels, a sentence; null for no sign of it.</param>
public sealed record ClinicalContext(
    string? StudyDate,
    string? StudyDescription,
    int? SeriesNumber,
    string? SeriesDescription,
    int? InstanceNumber,
    string? FrameOfReferenceUid,
    string? HeaderJson,
    string? BurnedInRisk,
    string? SafePath = null);

/// <summary>Values after rescale.</summary>
/// <param name="Function">linear, linear-exact or sigmoid (PS3.3 C.11.2.1.2 and C.11.2.1.3).</param>
/// <param name="Table">Greys 0 to 255 as base64, laid evenly over center ± width/2, instead of the function; null for none.</param>
public sealed record WindowPreset(string Name, double Center, double Width, string Function = "linear", string? Table = null);

/// <summary>Where a frame lies in the patient, in millimetres towards left, posterior, superior (PS3.3 C.7.6.2.1.1).</summary>
/// <param name="Position">Centre of the first pixel; three numbers, as are the two unit vectors.</param>
public sealed record DecodedPlane(IReadOnlyList<double> Position, IReadOnlyList<double> RowDirection, IReadOnlyList<double> ColumnDirection);

/// <summary>Min, max and percentiles are stored values (before rescale).</summary>
/// <param name="RescaleSlope">Null, as intercept and windows: as for the file.</param>
/// <param name="Channel">Which of the file's volumes on the same grid, from 0; null where there is one.</param>
/// <param name="Split">The part of a data set that the file puts the frame into.</param>
/// <param name="Tags">Numbers of the classes the frame shows, as the file counts them (from 0); null where it says nothing.</param>
public sealed record DecodedFrame(
    int FrameIndex,
    string PixelFile,
    string PixelSha256,
    long PixelLength,
    string ThumbnailFile,
    double Minimum,
    double Maximum,
    double Percentile1,
    double Percentile99,
    DecodedPlane? Plane = null,
    double? RescaleSlope = null,
    double? RescaleIntercept = null,
    IReadOnlyList<WindowPreset>? Windows = null,
    int? Channel = null,
    Split? Split = null,
    IReadOnlyList<int>? Tags = null);

/// <summary>A mask before its values are given classes: one frame for a picture, one per slice for a volume.</summary>
/// <param name="IsColour">Values are 0xRRGGBB instead of palette indices or grey levels.</param>
/// <param name="Counts">How many pixels of all frames hold each value; at most 256 values.</param>
/// <param name="IsTurned">Whether frames are turned or ordered otherwise than in the file, so that they look as expected.</param>
public sealed record DecodedMask(
    int Rows,
    int Columns,
    bool IsColour,
    IReadOnlyList<DecodedMaskFrame> Frames,
    IReadOnlyDictionary<int, long> Counts,
    double? SpacingRowMm = null,
    double? SpacingColumnMm = null,
    bool IsTurned = false) : DecodeReply;

/// <param name="ValueFile">
/// The gzip of rows × columns bytes; each byte is the position of the pixel's value among the keys of the mask's
/// <c>Counts</c> in ascending order (colours do not fit a byte).
/// </param>
/// <param name="Plane">Null when it is not known where the frame lies.</param>
/// <param name="IsBlank">Whether every value is 0.</param>
public sealed record DecodedMaskFrame(string ValueFile, DecodedPlane? Plane = null, bool IsBlank = false);

/// <summary>The file is not imported; the reason is a sentence for people.</summary>
public sealed record DecodeRejected(string Reason) : DecodeReply;

/// <summary>There was no room for what was decoded; the file itself may be fine.</summary>
public sealed record DecodeStorageFull : DecodeReply;
