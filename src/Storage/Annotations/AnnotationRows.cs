namespace Studio.Storage;

/// <summary>The SQL of documents and operations, for use inside a session.</summary>
static class AnnotationRows
{
    const string Columns =
        """
        annotation.id, annotation.image_id, annotation.author_id, annotation.revision, annotation.label_revision, annotation.snapshot_revision,
        annotation.snapshot_sha256, annotation.layers_sha256, annotation.created_at, annotation.updated_at
        """;

    /// <summary>Size and highest class, which every labelmap and patch of the image must keep to.</summary>
    public sealed record ImageLimits
    {
        public required string Name { get; init; }
        public int Rows { get; init; }
        public int Columns { get; init; }
        public int HighestClass { get; init; }

        /// <summary>Whether a pixel may belong to several classes.</summary>
        public bool ClassesOverlap { get; init; }
    }

    public static AnnotationDocument? Find(DatabaseSession session, long annotationId) => session.Find<AnnotationDocument>(
        $"SELECT {Columns} FROM annotation WHERE id = @annotationId",
        new { annotationId });

    public static AnnotationDocument? Find(DatabaseSession session, long imageId, long? authorId) =>
        session.Find<AnnotationDocument>(
            $"SELECT {Columns} FROM annotation WHERE image_id = @imageId AND coalesce(author_id, 0) = @author",
            new { imageId, author = authorId ?? 0 });

    public static AnnotationDocument? FindCurrent(DatabaseSession session, long imageId) =>
        CurrentLabel.Find(session, imageId) is { } id ? Find(session, id) : null;

    /// <param name="start">A document whose labelmap, boxes and points the new one begins with.</param>
    /// <param name="isDraft">Whether a document without an author is not what the project asks for.</param>
    public static AnnotationDocument Insert(
        DatabaseSession session,
        long imageId,
        long? authorId,
        AnnotationDocument? start,
        bool isDraft = false)
    {
        var document = session.Single<AnnotationDocument>(
            $"""
            INSERT INTO annotation (
              image_id, author_id, revision, snapshot_revision, snapshot_sha256, layers_sha256, outlines_json, is_draft, labelled_at, created_at, updated_at)
            VALUES (
              @imageId, @authorId, 0, 0, @Sha256, @LayersSha256,
              coalesce((SELECT outlines_json FROM annotation WHERE id = @startId), '[]'), @isDraft, @Now, @Now, @Now)
            RETURNING {Columns}
            """,
            new { imageId, authorId, Sha256 = start?.SnapshotSha256, start?.LayersSha256, startId = start?.Id, isDraft, session.Now });
        if (start is not null)
        {
            ObjectRows.Copy(session, start.Id, document.Id);
        }

        return document;
    }

    public static ImageLimits? FindLimits(DatabaseSession session, long imageId) => session.Find<ImageLimits>(
        """
        SELECT image.name, image.rows, image.columns,
               (SELECT coalesce(max(class_index), 0) FROM class WHERE class.project_id = image.project_id) AS highest_class,
               (SELECT classes_overlap FROM project WHERE project.id = image.project_id) AS classes_overlap
        FROM image WHERE image.id = @imageId
        """,
        new { imageId });

    public static List<AnnotationOperation> Operations(DatabaseSession session, long annotationId, long afterRevision) =>
        session.Query<AnnotationOperation>(
            """
            SELECT revision, operation, tool, kind, patch, created_at FROM annotation_operation
            WHERE annotation_id = @annotationId AND revision > @afterRevision ORDER BY revision
            """,
            new { annotationId, afterRevision });

    public static long? FindOperation(DatabaseSession session, long annotationId, Guid operation) => session.Find<long?>(
        "SELECT revision FROM annotation_operation WHERE annotation_id = @annotationId AND operation = @operation",
        new { annotationId, operation });

    /// <param name="isLabel">Whether pixels, boxes or points change.</param>
    public static long Append(DatabaseSession session, AnnotationDocument document, NewOperation operation, bool isLabel)
    {
        var revision = document.Revision + 1;
        session.Execute(
            """
            INSERT INTO annotation_operation (annotation_id, revision, operation, tool, kind, patch, created_at)
            VALUES (@Id, @revision, @Operation, @Tool, @Kind, @Patch, @Now)
            """,
            new
            {
                document.Id, revision, operation.Operation, operation.Tool, Kind = Words.Of(operation.Kind),
                Patch = operation.Patch.ToArray(), session.Now,
            });
        Advance(session, document.Id, revision, isLabel);
        session.Execute(
            "UPDATE image SET state = 'in-progress' WHERE id = @ImageId AND state = 'not-started'",
            new { document.ImageId });
        return revision;
    }

    /// <summary>Gives a document its new revision.</summary>
    public static void Advance(DatabaseSession session, long annotationId, long revision, bool isLabel) => session.Execute(
        isLabel
            ? "UPDATE annotation SET revision = @revision, updated_at = @Now, label_revision = @revision, labelled_at = @Now WHERE id = @annotationId"
            : "UPDATE annotation SET revision = @revision, updated_at = @Now WHERE id = @annotationId",
        new { annotationId, revision, session.Now });

    /// <summary>The document was submitted now: of several the one touched last is the image's label.</summary>
    public static void Touch(DatabaseSession session, long annotationId) => session.Execute(
        "UPDATE annotation SET updated_at = @Now, labelled_at = @Now WHERE id = @annotationId",
        new { annotationId, session.Now });
}
