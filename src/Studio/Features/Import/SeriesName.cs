using System.Globalization;
using Studio.Contracts.Import;

namespace Studio.Features.Import;

/// <summary>The series a frame belongs to.</summary>
/// <param name="Uid">The same for all slices.</param>
/// <param name="Channel">Name of the channel where one file holds several volumes on one grid.</param>
/// <param name="CaseKey">The same for the channels of one file.</param>
sealed record SeriesName(string Uid, string? Channel = null, string? CaseKey = null)
{
    /// <summary>
    /// The DICOM series; for another file with several frames the file itself, as its frames are slices of one volume or
    /// pages of one film; null for a picture of its own, also where a file is a set of pictures.
    /// </summary>
    public static SeriesName? Of(DecodedImage image, DecodedFrame frame, string content)
    {
        if (image.SeriesUid is { } uid)
            return new SeriesName(uid);
        if (image.Frames.Count == 1 || frame.Split is not null || frame.Tags is not null)
            return null;
        var file = $"file:{content}";
        return frame.Channel is { } channel
            ? new SeriesName($"{file}#{channel.ToString(CultureInfo.InvariantCulture)}", $"Volume {channel + 1}", file)
            : new SeriesName(file);
    }
}
