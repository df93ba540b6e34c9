using Studio.Contracts.Import;
using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>One decoded frame whose pixels and thumbnail are stored as blobs already.</summary>
/// <param name="SourcePath">Relative to what was imported.</param>
/// <param name="ContentSha256">Hash of the file as imported; with the frame it tells whether the image is there already.</param>
/// <param name="FixedSplit">A split that came with the data and stays.</param>
public sealed record NewImage(
    long ProjectId,
    long? PatientId,
    string Name,
    string SourcePath,
    string ContentSha256,
    DecodedImage File,
    DecodedFrame Frame,
    string ThumbnailSha256,
    Split? FixedSplit,
    long? InstanceId = null,
    long? SeriesId = null);
