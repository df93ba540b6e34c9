using Studio.Contracts.Import;
using Studio.Contracts.Projects;
using Studio.Imaging;

namespace Studio.Storage;

/// <summary>Everything known about one image (one frame of one imported file).</summary>
public sealed record ImageRecord
{
    public long Id { get; init; }
    public long ProjectId { get; init; }
    public long? PatientId { get; init; }
    public string? PatientKey { get; init; }
    public required string Name { get; init; }
    public required string SourcePath { get; init; }
    public required string ContentSha256 { get; init; }
    public int FrameIndex { get; init; }
    public required string Format { get; init; }
    public string? Modality { get; init; }
    public string? StudyUid { get; init; }
    public string? SeriesUid { get; init; }
    public string? SopInstanceUid { get; init; }
    public int Rows { get; init; }
    public int Columns { get; init; }
    public int SamplesPerPixel { get; init; }
    public int BytesPerSample { get; init; }
    public int BitsStored { get; init; }
    public bool IsSigned { get; init; }
    public required string Photometric { get; init; }
    public double RescaleSlope { get; init; }
    public double RescaleIntercept { get; init; }
    public double? SpacingRowMm { get; init; }
    public double? SpacingColumnMm { get; init; }

    /// <summary>Presets in values after rescale.</summary>
    public IReadOnlyList<WindowPreset> Windows { get; private init; } = [];

    /// <summary>Stored values, before rescale; so are the maximum and the percentiles.</summary>
    public double Minimum { get; init; }
    public double Maximum { get; init; }
    public double Percentile1 { get; init; }
    public double Percentile99 { get; init; }
    public required string PixelSha256 { get; init; }
    public required string ThumbnailSha256 { get; init; }
    public Split? FixedSplit { get; init; }

    /// <summary>Where the frame lies in the patient; null when unknown.</summary>
    public FramePlane? Plane { get; init; }

    /// <summary>Whether the frame is laid otherwise than in its file, so that it looks as expected.</summary>
    public bool IsTurned { get; init; }

    /// <summary>Of which kind it is, see <see cref="ImageCategory"/>; null where nobody said it.</summary>
    public string? Category { get; init; }
    public ImageState State { get; private init; }
    public DateTimeOffset CreatedAt { get; init; }

    // Columns whose text is not the property's own form.
    internal string WindowsJson
    {
        init => Windows = StoredJson.Read<IReadOnlyList<WindowPreset>>(value);
    }

    internal string? PlaneJson
    {
        init => Plane = StoredPlane.Read(value);
    }

    internal string StateWord
    {
        init => State = Words.Parse<ImageState>(value);
    }
}
