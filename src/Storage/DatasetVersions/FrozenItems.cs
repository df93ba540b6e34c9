using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>The items of a version in the form in which they were frozen.</summary>
/// <param name="Images">In the order of image ids. The patient's key is the group's; classes of pixels are not among what is frozen.</param>
/// <param name="Folds">Of images that are in one.</param>
sealed record FrozenItems(List<LabelledImage> Images, IReadOnlyDictionary<long, Split> Splits, IReadOnlyDictionary<long, byte> Folds)
{
    /// <summary>The hash over the list as it is.</summary>
    public string Hash(IEnumerable<ClassDefinition> classes) =>
        DatasetItems.Hash(Images.Select(image => (image, Splits[image.ImageId], Folds.GetValueOrDefault(image.ImageId))), classes);

    sealed record Row
    {
        public long ImageId { get; init; }
        public required string PixelSha256 { get; init; }
        public long? AnnotationId { get; init; }
        public long AnnotationRevision { get; init; }
        public string? LabelmapSha256 { get; init; }
        public string? LayersSha256 { get; init; }
        public required string PatientKey { get; init; }
        public Split Split { get; init; }
        public byte? Fold { get; init; }
        public required string BoxesJson { get; init; }
        public required string TagsJson { get; init; }
        public string? Category { get; init; }

        public LabelledImage ToImage() => new()
        {
            ImageId = ImageId,
            PixelSha256 = PixelSha256,
            PatientKey = PatientKey,
            AnnotationId = AnnotationId,
            AnnotationRevision = AnnotationRevision,
            LabelmapSha256 = LabelmapSha256,
            LayersSha256 = LayersSha256,
            Category = Category,
            Boxes = List<BoxSpec>(BoxesJson),
            Tags = List<TagSpec>(TagsJson),
        };

        static IReadOnlyList<T> List<T>(string json) => json == "[]" ? [] : StoredJson.Read<IReadOnlyList<T>>(json);
    }

    /// <param name="withPixelsOfNow">Pixels that were blacked out since show as they are; else as they were where that is known.</param>
    public static FrozenItems Read(DatabaseSession session, long versionId, bool withPixelsOfNow = false)
    {
        var pixels = withPixelsOfNow ? "image.pixel_sha256" : "coalesce(item.pixel_sha256, image.pixel_sha256)";
        var rows = session.Query<Row>(
            $"""
            SELECT item.image_id, {pixels} AS pixel_sha256, item.annotation_id, item.annotation_revision, item.labelmap_sha256,
                   item.layers_sha256, item.patient_key, item.split, item.fold, item.boxes_json, item.tags_json, item.category
            FROM dataset_item item JOIN image ON image.id = item.image_id
            WHERE item.version_id = @versionId ORDER BY item.image_id
            """,
            new { versionId });
        return new FrozenItems(
            rows.ConvertAll(row => row.ToImage()),
            rows.ToDictionary(row => row.ImageId, row => row.Split),
            rows.Where(row => row.Fold is not null).ToDictionary(row => row.ImageId, row => row.Fold!.Value));
    }
}
