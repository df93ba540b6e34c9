namespace Studio.Storage;

/// <summary>A finished label of one image, for comparing readers.</summary>
public sealed record Reading
{
    public long ImageId { get; init; }

    /// <summary>The patient; where none is known what belongs together: the series, else the image.</summary>
    public required string Group { get; init; }
    public int Rows { get; init; }
    public int Columns { get; init; }

    /// <summary>0 stands for the labels that came with the images.</summary>
    public long ReaderId { get; init; }
    public long AnnotationId { get; init; }
}

/// <summary>What a reader says about one class of an image.</summary>
public sealed record TagReading
{
    public long ImageId { get; init; }
    public required string Group { get; init; }

    /// <summary>0 stands for the answers that came with the images.</summary>
    public long ReaderId { get; init; }
    public int ClassIndex { get; init; }
    public bool IsPresent { get; init; }
}

/// <summary>What several people say about the same images. Only submitted work counts, and what came with the images.</summary>
public sealed class ReadingStore(Database database)
{
    const string Group = "coalesce(patient.key, 'series ' || image.series_id, 'image ' || image.id)";

    /// <summary>
    /// Labels of images in the order of images and readers. A label that a person submitted as it was found is no reading of
    /// their own, and what was put back from a version is nobody's.
    /// </summary>
    public Task<IReadOnlyList<Reading>> ListAsync(IReadOnlyCollection<long> imageIds, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<Reading>>(
            session => session.Query<Reading>(
                $"""
                SELECT image.id AS image_id, {Group} AS "group", image.rows, image.columns, coalesce(annotation.author_id, 0) AS reader_id, annotation.id AS annotation_id
                FROM annotation JOIN image ON image.id = annotation.image_id LEFT JOIN patient ON patient.id = image.patient_id
                WHERE image.id IN (SELECT value FROM json_each(@ids)) AND (
                  (annotation.author_id IS NULL AND NOT annotation.is_draft AND annotation.restored_from IS NULL)
                  OR ((annotation.label_revision > 0 OR annotation.snapshot_sha256 IS NULL) AND EXISTS (
                    SELECT 1 FROM submission WHERE submission.image_id = image.id AND submission.user_id = annotation.author_id)))
                ORDER BY image.id, reader_id
                """,
                new { ids = StoredJson.Write(imageIds) }),
            cancellationToken);

    /// <summary>Boxes of documents.</summary>
    public Task<ILookup<long, Box>> ListBoxesAsync(IReadOnlyCollection<long> annotationIds, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            session => annotationIds
                .SelectMany(id => ObjectRows.List(session, id).Where(row => row.Kind == "box").Select(row => (Id: id, Row: row)))
                .ToLookup(item => item.Id, item => new Box(item.Row.ClassIndex, item.Row.Left, item.Row.Top, item.Row.Right, item.Row.Bottom)),
            cancellationToken);

    /// <summary>Yes and no of every reader; of one class what is said of the image counts before its series, and that before the patient's.</summary>
    public Task<IReadOnlyList<TagReading>> ListTagsAsync(IReadOnlyCollection<long> imageIds, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<TagReading>>(
            session => session.Query<TagReading>(
                $"""
                SELECT image_id, "group", reader_id, class_index, answer = 'present' AS is_present FROM (
                  SELECT image.id AS image_id, {Group} AS "group", coalesce(tag.author_id, 0) AS reader_id, tag.class_index, tag.answer,
                         row_number() OVER (PARTITION BY image.id, coalesce(tag.author_id, 0), tag.class_index
                           ORDER BY tag.image_id IS NULL, tag.series_id IS NULL, tag.id DESC) AS place
                  FROM tag {TagRows.JoinImages} LEFT JOIN patient ON patient.id = image.patient_id
                  WHERE image.id IN (SELECT value FROM json_each(@ids)) AND tag.removed_at IS NULL AND (tag.author_id IS NULL OR EXISTS (
                    SELECT 1 FROM submission WHERE submission.image_id = image.id AND submission.user_id = tag.author_id)))
                WHERE place = 1 AND answer IN ('present', 'absent') ORDER BY image_id, reader_id, class_index
                """,
                new { ids = StoredJson.Write(imageIds) }),
            cancellationToken);
}
