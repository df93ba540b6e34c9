using Studio.Contracts.Import;
using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>One decoded file whose pixels and thumbnails are stored as blobs already.</summary>
/// <param name="SourcePath">Relative to what was imported.</param>
/// <param name="ContentSha256">Hash of the file as imported: whether it is in the project already.</param>
/// <param name="PatientKey">Pseudonym or identifier; null for an unknown patient.</param>
/// <param name="OriginalSha256">The file itself, where the project keeps originals.</param>
/// <param name="FixedSplit">A split that came with the data and stays.</param>
/// <param name="Frames">At least one, in the order of the file.</param>
public sealed record NewInstance(
    long ProjectId,
    string SourcePath,
    string ContentSha256,
    DecodedImage File,
    string? PatientKey,
    string? OriginalSha256,
    Split? FixedSplit,
    IReadOnlyList<NewFrame> Frames);

/// <param name="Name">As people see it.</param>
/// <param name="SeriesUid">The series the frame belongs to; null for a picture of its own.</param>
/// <param name="Channel">Name of the channel where the series is one of several on the same grid.</param>
/// <param name="CaseKey">The same for those series.</param>
public sealed record NewFrame(DecodedFrame Frame, string Name, string ThumbnailSha256, string? SeriesUid, string? Channel = null, string? CaseKey = null);

/// <summary>Where the fate of a file is listed.</summary>
/// <param name="Reason">What the import says about it, e.g. its warnings.</param>
public sealed record ImportPlace(long BatchId, int Position, string Reason);
