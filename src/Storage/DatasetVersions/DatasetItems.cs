using System.Globalization;
using System.Text;
using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>The labelled images of a project as the items of a version.</summary>
static class DatasetItems
{
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

    public static List<LabelledImage> Labelled(DatabaseSession session, long projectId)
    {
        var boxes = CurrentBoxes.Read(session, projectId);
        var tags = FrozenTags.Read(session, projectId);
        var classes = session.Query<ClassOfImage>(
            """
            SELECT image_class.image_id, image_class.class_index FROM image_class JOIN image ON image.id = image_class.image_id
            WHERE image.project_id = @projectId AND image_class.pixels > 0
            """,
            new { projectId }).ToLookup(row => row.ImageId, row => row.ClassIndex);
        return session.Query<LabelledImage>(
            $"""
            SELECT image.id AS image_id, image.pixel_sha256, patient.key AS patient_key, image.fixed_split, image.category,
                   coalesce('case-' || series.case_key, 'series-' || series.id) AS volume,
                   label.id AS annotation_id, coalesce(label.snapshot_revision, 0) AS annotation_revision, label.snapshot_sha256 AS labelmap_sha256,
                   label.layers_sha256
            FROM image LEFT JOIN annotation label ON label.id = {CurrentLabel.AnnotationIdOfImage}
            LEFT JOIN patient ON patient.id = image.patient_id
            LEFT JOIN series ON series.id = image.series_id
            WHERE image.project_id = @projectId AND {CurrentLabel.ImageIsLabelled}
            ORDER BY image.id
            """,
            new { projectId })
            .ConvertAll(image => image with
            {
                Boxes = [.. boxes[image.ImageId]],
                Tags = tags.GetValueOrDefault(image.ImageId, []),
                PixelClasses = classes[image.ImageId].ToHashSet(),
            });
    }

    public static List<SplitCandidate> Candidates(
        DatabaseSession session,
        IEnumerable<LabelledImage> images,
        ProjectTask task,
        long? earlierVersionId)
    {
        var earlier = session.Query<EarlierSplit>(
            "SELECT image_id, split FROM dataset_item WHERE version_id = @earlierVersionId",
            new { earlierVersionId }).ToDictionary(row => row.ImageId, row => row.Split);
        return images.Select(image => new SplitCandidate(
            image.ImageId,
            image.GroupKey,
            image.ClassesFor(task),
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
            AppendMore(text, image);
        }

        return Sha256Text.Of(text.ToString());
    }

    /// <summary>Only what is there, so that versions of pixels alone keep the hash they had.</summary>
    static void AppendMore(StringBuilder text, LabelledImage image)
    {
        foreach (var box in image.Boxes)
        {
            text.Append(CultureInfo.InvariantCulture, $"box {box.ClassIndex} {box.X:R} {box.Y:R} {box.Width:R} {box.Height:R}\n");
        }

        foreach (var tag in image.Tags)
        {
            text.Append(CultureInfo.InvariantCulture, $"tag {tag.ClassIndex} {(tag.Answer is { } answer ? answer ? "yes" : "no" : "unsure")}\n");
        }

        if (image.Category is { } category)
        {
            text.Append(CultureInfo.InvariantCulture, $"category {category}\n");
        }
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
                  version_id, image_id, annotation_id, annotation_revision, labelmap_sha256, patient_key, split,
                  boxes_json, tags_json, category, pixel_sha256, layers_sha256)
                VALUES (@versionId, @ImageId, @AnnotationId, @AnnotationRevision, @LabelmapSha256, @GroupKey, @Split,
                  @boxesJson, @tagsJson, @Category, @PixelSha256, @LayersSha256)
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
                    boxesJson = StoredJson.Write(image.Boxes),
                    tagsJson = StoredJson.Write(image.Tags),
                    image.Category,
                    image.PixelSha256,
                    image.LayersSha256,
                });
        }
    }
}
