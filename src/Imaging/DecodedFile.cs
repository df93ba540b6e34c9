using Studio.Imaging.Dicom;

namespace Studio.Imaging;

/// <summary>A file read completely: its facts and its frames, at least one, all of the same layout.</summary>
public sealed record DecodedFile(ImageFacts Facts, IReadOnlyList<RasterImage> Frames)
{
    /// <summary>The parsed file behind a DICOM picture, for <see cref="DicomHeader"/>; null for other formats.</summary>
    internal DicomFile? Dicom { get; init; }
}

/// <summary>What became of a file handed to <see cref="ImageDecoder"/>.</summary>
public abstract record DecodeOutcome
{
    private DecodeOutcome()
    {
    }

    /// <summary>The file was read.</summary>
    public sealed record Decoded(DecodedFile File) : DecodeOutcome;

    /// <summary>The file was not read; nothing of it is used.</summary>
    /// <param name="Reason">One or two plain sentences that name what is wrong.</param>
    public sealed record Rejected(string Reason) : DecodeOutcome;
}
