using System.Text.Json.Serialization;

namespace Studio.Contracts.Import;

/// <summary>
/// One line of JSON on an import process's standard input. The process reads the file (untrusted), writes what it
/// decoded into <c>OutputFolder</c> and answers one <see cref="DecodeReply"/> line on standard output.
/// A crash, a deadline or the memory cap costs this file only.
/// </summary>
/// <param name="Purpose">image, or mask (raw values of an indexed or grey picture).</param>
public sealed record DecodeRequest(long Id, string Path, string DisplayName, DecodePurpose Purpose, string OutputFolder);

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
    IReadOnlyList<string> Warnings) : DecodeReply;

/// <summary>Values after rescale.</summary>
public sealed record WindowPreset(string Name, double Center, double Width);

/// <summary>Min, max and percentiles are stored values (before rescale).</summary>
public sealed record DecodedFrame(
    int FrameIndex,
    string PixelFile,
    string PixelSha256,
    long PixelLength,
    string ThumbnailFile,
    double Minimum,
    double Maximum,
    double Percentile1,
    double Percentile99);

/// <summary>
/// A mask before its values are given classes. <c>ValueFile</c> is the gzip of rows × columns bytes; each byte is the
/// position of the pixel's value among the keys of <c>Counts</c> in ascending order (colours do not fit a byte).
/// </summary>
/// <param name="IsColour">Values are 0xRRGGBB instead of palette indices or grey levels.</param>
/// <param name="Counts">How many pixels hold each value; at most 256 values.</param>
public sealed record DecodedMask(
    int Rows,
    int Columns,
    bool IsColour,
    string ValueFile,
    IReadOnlyDictionary<int, long> Counts) : DecodeReply;

/// <summary>The file is not imported; the reason is a sentence for people.</summary>
public sealed record DecodeRejected(string Reason) : DecodeReply;

/// <summary>There was no room for what was decoded; the file itself may be fine.</summary>
public sealed record DecodeStorageFull : DecodeReply;
