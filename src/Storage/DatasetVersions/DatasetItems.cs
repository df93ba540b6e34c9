using System.Globalization;
using System.Text;
using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>The labelled images of a project as the items of a version.</summary>
static class DatasetItems
{
    public sealed record LabelledImage
    {
        public long ImageId { get; init; }
        public required string PixelSha256 { get; init; }
        public string? PatientKey { get; init; }
        public Split? FixedSplit { get; init; }
        public long AnnotationId { get; init; }
        public long AnnotationRevision { get; init; }
        public string? LabelmapSha256 { get; init; }

        /// <summary>Series, or the case its channels share; null for a picture of its own.</summary>
        public string? Volume { get; init; }

        /// <summary>Of an unknown patient the slices of a volume stay together, and other images stand alone.</summary>
        public string GroupKey => PatientKey ?? Volume ?? $"image-{ImageId.ToString(CultureInfo.InvariantCulture)}";
    }

    sealed record ClassOfImage
    {
        public long ImageId { get; init; }
        public int ClassIndex { get; init; }
    }

    sealed record EarlierSplit
    {
        public long ImageId { get; init; }
        public Split Split { get; init; }
    }

    public static List<LabelledImage> Labelled(DatabaseSession session, long projectId) => session.Query<LabelledImage>(
        $"""
        SELECT image.id AS image_id, image.pixel_sha256, patient.key AS patient_key, image.fixed_split,
               coalesce('case-' || series.case_key, 'series-' || series.id) AS volume,
               label.id AS annotation_id, label.snapshot_revision AS annotation_revision, label.snapshot_sha256 AS labelmap_sha256
        FROM image JOIN annotation label ON label.id = {CurrentLabel.AnnotationIdOfImage}
        LEFT JOIN patient ON patient.id = image.patient_id
        LEFT JOIN series ON series.id = image.series_id
        WHERE image.project_id = @projectId AND {CurrentLabel.ImageIsLabelled}
        ORDER BY image.id
        """,
        new { projectId });

    public static List<SplitCandidate> Candidates(
        DatabaseSession session,
        IEnumerable<LabelledImage> images,
        long projectId,
        long? earlierVersionId)
    {
        var classes = session.Query<ClassOfImage>(
            """
            SELECT image_class.image_id, image_class.class_index FROM image_class JOIN image ON image.id = image_class.image_id
            WHERE image.project_id = @projectId
            """,
            new { projectId }).ToLookup(row => row.ImageId, row => row.ClassIndex);
        var earlier = session.Query<EarlierSplit>(
            "SELECT image_id, split FROM dataset_item WHERE version_id = @earlierVersionId",
            new { earlierVersionId }).ToDictionary(row => row.ImageId, row => row.Split);
        return images.Select(image => new SplitCandidate(
            image.ImageId,
            image.GroupKey,
            classes[image.ImageId].ToHashSet(),
            image.FixedSplit,
            earlier.TryGetValue(image.ImageId, out var split) ? split : null)).ToList();
    }

    /// <summary>SHA-256 over everything that decides what a run sees.</summary>
    public static string Hash(
        IEnumerable<LabelledImage> images,
        IReadOnlyDictionary<long, Split> splits,
        IEnumerable<ClassDefinition> classes)
    {
        var text = new StringBuilder();
        foreach (var definition in classes)
        {
            text.Append(CultureInfo.InvariantCulture, $"class {definition.Index} {definition.Name}\n");
        }

        foreach (var image in images)
        {
            var split = Words.Of(splits[image.ImageId]);
            text.Append(
                CultureInfo.InvariantCulture,
                $"image {image.ImageId} {image.PixelSha256} {image.LabelmapSha256 ?? "empty"} {split} {image.GroupKey}\n");
        }

        return Sha256Text.Of(text.ToString());
    }

    public static void Insert(
        DatabaseSession session,
        long versionId,
        IEnumerable<LabelledImage> images,
        IReadOnlyDictionary<long, Split> splits)
    {
        foreach (var image in images)
        {
            session.Execute(
                """
                INSERT INTO dataset_item (
                  version_id, image_id, annotation_id, annotation_revision, labelmap_sha256, patient_key, split)
                VALUES (@versionId, @ImageId, @AnnotationId, @AnnotationRevision, @LabelmapSha256, @GroupKey, @Split)
                """,
                new
                {
                    versionId,
                    image.ImageId,
                    image.AnnotationId,
                    image.AnnotationRevision,
                    image.LabelmapSha256,
                    image.GroupKey,
                    Split = Words.Of(splits[image.ImageId]),
                });
        }
    }
}
