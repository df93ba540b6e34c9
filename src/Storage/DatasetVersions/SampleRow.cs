using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>An item joined with its image and blobs, on its way to a <see cref="SampleSpec"/>.</summary>
sealed record SampleRow
{
    /// <summary>Images whose items are put together in one statement: their text is held meanwhile.</summary>
    const int ImagesAtOnce = 5000;

    const string OfItem =
        """
        SELECT item.image_id, image.name, item.patient_key, item.split, image.rows, image.columns, image.samples_per_pixel,
               image.bytes_per_sample, image.bits_stored, image.is_signed, image.photometric, image.spacing_row_mm,
               image.spacing_column_mm, image.rescale_slope, image.rescale_intercept, item.boxes_json, item.tags_json, item.category,
               image.pixel_sha256, pixels.length AS pixel_length, item.labelmap_sha256,
               coalesce(labelmap.length, 0) AS labelmap_length
        FROM item JOIN image ON image.id = item.image_id
        JOIN blob pixels ON pixels.sha256 = image.pixel_sha256
        LEFT JOIN blob labelmap ON labelmap.sha256 = item.labelmap_sha256
        ORDER BY item.image_id
        """;

    /// <summary>The items of a version.</summary>
    /// <param name="fold">The fold that is the validation; the others are training. Null: as the version has it.</param>
    public static List<SampleSpec> OfVersion(DatabaseSession session, long versionId, int? fold = null) => session.Query<SampleRow>(
        $"""
        WITH item AS (
          SELECT image_id, patient_key, labelmap_sha256, category, boxes_json, tags_json,
                 CASE WHEN @fold IS NULL OR fold IS NULL THEN split WHEN fold = @fold THEN 'validation' ELSE 'training' END AS split
          FROM dataset_item WHERE version_id = @versionId)
        {OfItem}
        """,
        new { versionId, fold }).ConvertAll(row => row.ToSpec());

    /// <summary>The items that a version would get, in the order of image ids.</summary>
    /// <param name="places">Which of the planned images, in any order; null: all.</param>
    public static List<SampleSpec> OfImages(DatabaseSession session, long projectId, PlannedSplit planned, IReadOnlyCollection<int>? places = null)
    {
        var ids = planned.Data.ImageIds;
        var placeOf = places?.ToDictionary(place => ids[place]);
        var next = 0;
        var samples = new List<SampleSpec>(places?.Count ?? ids.Count);
        foreach (var chunk in LabelledImages.Read(session, projectId, placeOf?.Keys).Chunk(ImagesAtOnce))
        {
            samples.AddRange(OfImages(session, chunk.Select(image => (image, planned.Parts[placeOf?[image.ImageId] ?? next++]))));
        }

        return samples;
    }

    static List<SampleSpec> OfImages(DatabaseSession session, IEnumerable<(LabelledImage Image, Split Split)> images) => session.Query<SampleRow>(
        $"""
        WITH item AS (
          SELECT value ->> 'imageId' AS image_id, value ->> 'groupKey' AS patient_key, value ->> 'split' AS split,
                 value ->> 'labelmapSha256' AS labelmap_sha256, value ->> 'category' AS category,
                 value -> 'boxes' AS boxes_json, value -> 'tags' AS tags_json
          FROM json_each(@items))
        {OfItem}
        """,
        new
        {
            items = StoredJson.Write(images.Select(item => new
            {
                item.Image.ImageId,
                item.Image.GroupKey,
                Split = Words.Of(item.Split),
                item.Image.LabelmapSha256,
                item.Image.Category,
                item.Image.Boxes,
                item.Image.Tags,
            })),
        }).ConvertAll(row => row.ToSpec());

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

    SampleSpec ToSpec() => new(
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
