using Studio.Contracts.Jobs;

namespace Studio.Storage;

/// <summary>The labelled images of a project, one after another: a million of them are never held at once.</summary>
static class LabelledImages
{
    sealed record ClassOfImage
    {
        public long ImageId { get; init; }
        public int ClassIndex { get; init; }
    }

    sealed record BoxOfImage
    {
        public long ImageId { get; init; }
        public int ClassIndex { get; init; }
        public double X { get; init; }
        public double Y { get; init; }
        public double Width { get; init; }
        public double Height { get; init; }

        public BoxSpec ToSpec() => new(ClassIndex, X, Y, Width, Height);
    }

    /// <summary>In the order of image ids; valid while the session lasts.</summary>
    /// <param name="only">Ids of the images that are wanted; null: all.</param>
    public static IEnumerable<LabelledImage> Read(DatabaseSession session, long projectId, IReadOnlyCollection<long>? only = null)
    {
        var wanted = only is null ? "" : "AND image.id IN (SELECT value FROM json_each(@only))";
        var arguments = new { projectId, only = only is null ? null : StoredJson.Write(only) };
        using var tags = new FrozenTags(session, projectId);
        using var boxes = new OrderedRows<BoxOfImage>(ReadBoxes(session, wanted, arguments), box => box.ImageId);
        using var classes = new OrderedRows<ClassOfImage>(
            session.Stream<ClassOfImage>(
                $"""
                SELECT image_class.image_id, image_class.class_index FROM image JOIN image_class ON image_class.image_id = image.id
                WHERE image.project_id = @projectId {wanted} AND image_class.pixels > 0 ORDER BY image.id, image_class.class_index
                """,
                arguments),
            row => row.ImageId);
        var images = session.Stream<LabelledImage>(
            $"""
            SELECT image.id AS image_id, image.pixel_sha256, patient.key AS patient_key, image.fixed_split, image.category,
                   image.series_id, image.patient_id, coalesce('case-' || series.case_key, 'series-' || series.id) AS volume,
                   label.id AS annotation_id, coalesce(label.snapshot_revision, 0) AS annotation_revision, label.snapshot_sha256 AS labelmap_sha256,
                   label.layers_sha256
            FROM image LEFT JOIN annotation label ON label.id = {CurrentLabel.AnnotationIdOfImage}
            LEFT JOIN patient ON patient.id = image.patient_id
            LEFT JOIN series ON series.id = image.series_id
            WHERE image.project_id = @projectId {wanted} AND {CurrentLabel.ImageIsLabelled}
            ORDER BY image.id
            """,
            arguments);
        foreach (var image in images)
        {
            yield return image with
            {
                Boxes = [.. boxes.Of(image.ImageId).Select(box => box.ToSpec())],
                Tags = tags.Of(image),
                PixelClasses = [.. classes.Of(image.ImageId).Select(row => row.ClassIndex)],
            };
        }
    }

    /// <summary>Looking for the current label of every image takes its time, so only where there is a box at all.</summary>
    static IEnumerable<BoxOfImage> ReadBoxes(DatabaseSession session, string wanted, object arguments) =>
        session.Single<bool>("SELECT EXISTS (SELECT 1 FROM annotation_object WHERE kind = 'box')")
            ? session.Stream<BoxOfImage>(
                $"""
                SELECT image.id AS image_id, box.class_index, box."left" AS x, box.top AS y,
                       box."right" - box."left" AS width, box.bottom - box.top AS height
                FROM image JOIN annotation_object box ON box.annotation_id = {CurrentLabel.AnnotationIdOfImage}
                WHERE image.project_id = @projectId {wanted} AND box.kind = 'box' AND box.removed_at IS NULL ORDER BY image.id, box.id
                """,
                arguments)
            : [];
}
