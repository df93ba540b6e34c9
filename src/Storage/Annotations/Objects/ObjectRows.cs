using Studio.Contracts.Labels;

namespace Studio.Storage;

/// <summary>The SQL of a document's objects, for use inside a session.</summary>
static class ObjectRows
{
    const string Columns = """object_id, kind, class_index, "left", top, "right", bottom, text, reply_to""";

    /// <summary>The objects of a document in the order in which they came.</summary>
    public static List<ObjectRow> List(DatabaseSession session, long annotationId) => session.Query<ObjectRow>(
        $"SELECT {Columns} FROM annotation_object WHERE annotation_id = @annotationId AND removed_at IS NULL ORDER BY id",
        new { annotationId });

    /// <summary>Puts an object in place of the one with its name, or takes that away.</summary>
    public static void Put(DatabaseSession session, long annotationId, string objectId, LabelObject? placed)
    {
        if (placed is null)
        {
            session.Execute(
                """
                UPDATE annotation_object SET removed_at = @Now
                WHERE annotation_id = @annotationId AND object_id = @objectId AND removed_at IS NULL
                """,
                new { annotationId, objectId, session.Now });
            return;
        }

        var row = ObjectRow.From(objectId, placed);
        session.Execute(
            $"""
            INSERT INTO annotation_object (annotation_id, {Columns}, created_at)
            VALUES (@annotationId, @ObjectId, @Kind, @ClassIndex, @Left, @Top, @Right, @Bottom, @Text, @ReplyTo, @Now)
            ON CONFLICT (annotation_id, object_id) DO UPDATE SET
              kind = excluded.kind, class_index = excluded.class_index, "left" = excluded."left", top = excluded.top,
              "right" = excluded."right", bottom = excluded.bottom, text = excluded.text, reply_to = excluded.reply_to, removed_at = NULL
            """,
            new
            {
                annotationId, row.ObjectId, row.Kind, row.ClassIndex, row.Left, row.Top, row.Right, row.Bottom, row.Text, row.ReplyTo, session.Now,
            });
    }

    /// <summary>A new document starts with the boxes and points of another; remarks stay with who made them.</summary>
    public static void Copy(DatabaseSession session, long fromId, long toId) => session.Execute(
        $"""
        INSERT INTO annotation_object (annotation_id, {Columns}, created_at)
        SELECT @toId, {Columns}, created_at FROM annotation_object
        WHERE annotation_id = @fromId AND removed_at IS NULL AND kind <> 'remark' ORDER BY id
        """,
        new { fromId, toId });

    public static Dictionary<int, int> CountBoxes(DatabaseSession session, long annotationId) => session.Query<BoxCount>(
        """
        SELECT class_index, count(*) AS boxes FROM annotation_object
        WHERE annotation_id = @annotationId AND kind = 'box' AND removed_at IS NULL GROUP BY class_index
        """,
        new { annotationId }).ToDictionary(row => row.ClassIndex, row => row.Boxes);

    /// <summary>Every remark on an image, whoever made it, the earliest first.</summary>
    public static List<RemarkRow> ListRemarks(DatabaseSession session, long imageId) => session.Query<RemarkRow>(
        """
        SELECT remark.object_id, remark."left" AS x, remark.top AS y, remark.text, remark.reply_to, remark.created_at,
               author.id AS author_id, author.name AS author, author.initials
        FROM annotation_object remark JOIN annotation ON annotation.id = remark.annotation_id
        JOIN user author ON author.id = annotation.author_id
        WHERE annotation.image_id = @imageId AND remark.kind = 'remark' AND remark.removed_at IS NULL
        ORDER BY remark.created_at, remark.id
        """,
        new { imageId });

    sealed record BoxCount
    {
        public int ClassIndex { get; init; }
        public int Boxes { get; init; }
    }
}

/// <summary>A remark with who made it.</summary>
public sealed record RemarkRow
{
    public required string ObjectId { get; init; }
    public double X { get; init; }
    public double Y { get; init; }
    public required string Text { get; init; }
    public string? ReplyTo { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public long AuthorId { get; init; }
    public required string Author { get; init; }
    public required string Initials { get; init; }
}
