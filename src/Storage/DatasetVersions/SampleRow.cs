using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>A dataset item joined with its image and blobs, on its way to a <see cref="SampleSpec"/>.</summary>
sealed record SampleRow
{
    public const string Select =
        """
        SELECT item.image_id, image.name, item.patient_key, item.split, image.rows, image.columns, image.samples_per_pixel,
               image.bytes_per_sample, image.bits_stored, image.is_signed, image.photometric, image.spacing_row_mm,
               image.spacing_column_mm, image.rescale_slope, image.rescale_intercept, item.boxes_json, item.tags_json, item.category,
               image.pixel_sha256, pixels.length AS pixel_length, item.labelmap_sha256,
               coalesce(labelmap.length, 0) AS labelmap_length
        FROM dataset_item item JOIN image ON image.id = item.image_id
        JOIN blob pixels ON pixels.sha256 = image.pixel_sha256
        LEFT JOIN blob labelmap ON labelmap.sha256 = item.labelmap_sha256
        WHERE item.version_id = @versionId ORDER BY item.image_id
        """;

    public long ImageId { get; init; }
    public required string Name { get; init; }
    public required string PatientKey { get; init; }
    public Split Split { get; init; }
    public int Rows { get; init; }
    public int Columns { get; init; }
    public int SamplesPerPixel { get; init; }
    public int BytesPerSample { get; init; }
    public int BitsStored { get; init; }
    public bool IsSigned { get; init; }
    public required string Photometric { get; init; }
    public double? SpacingRowMm { get; init; }
    public double? SpacingColumnMm { get; init; }
    public double RescaleSlope { get; init; }
    public double RescaleIntercept { get; init; }
    public required string BoxesJson { get; init; }
    public required string TagsJson { get; init; }
    public string? Category { get; init; }
    public required string PixelSha256 { get; init; }
    public long PixelLength { get; init; }
    public string? LabelmapSha256 { get; init; }
    public long LabelmapLength { get; init; }

    public SampleSpec ToSpec() => new(
        ImageId,
        Name,
        PatientKey,
        Split,
        Rows,
        Columns,
        SamplesPerPixel,
        BytesPerSample,
        BitsStored,
        IsSigned,
        IsMonochrome1: Photometric == "MONOCHROME1",
        SpacingRowMm,
        SpacingColumnMm,
        new BlobReference(PixelSha256, PixelLength),
        LabelmapSha256 is null ? null : new BlobReference(LabelmapSha256, LabelmapLength))
    {
        Boxes = List<BoxSpec>(BoxesJson),
        Tags = List<TagSpec>(TagsJson),
        Category = Category,
        RescaleSlope = RescaleSlope,
        RescaleIntercept = RescaleIntercept,
    };

    /// <summary>Most items have none, and equal samples are equal records.</summary>
    static IReadOnlyList<T> List<T>(string json) => json == "[]" ? [] : StoredJson.Read<IReadOnlyList<T>>(json);
}
