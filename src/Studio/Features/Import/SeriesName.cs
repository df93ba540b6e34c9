using Studio.Contracts.Import;

namespace Studio.Features.Import;

/// <summary>The series a frame belongs to.</summary>
static class SeriesName
{
    /// <summary>
    /// The DICOM series; for another file with several frames the file itself, as its frames are slices of one volume or
    /// pages of one film; null for a picture of its own.
    /// </summary>
    public static string? Of(DecodedImage image, DecodedFrame frame, string content) =>
        image.SeriesUid ?? (image.Frames.Count > 1 ? $"file:{content}" : null);
}
