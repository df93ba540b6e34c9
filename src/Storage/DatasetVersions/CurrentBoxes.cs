using Studio.Contracts.Jobs;

namespace Studio.Storage;

/// <summary>The boxes of the current labels of a project's images.</summary>
static class CurrentBoxes
{
    sealed record BoxOfImage
    {
        public long ImageId { get; init; }
        public int ClassIndex { get; init; }
        public double X { get; init; }
        public double Y { get; init; }
        public double Width { get; init; }
        public double Height { get; init; }
    }

    /// <summary>By image, in the order in which they came; also of images that take no part in a version.</summary>
    public static ILookup<long, BoxSpec> Read(DatabaseSession session, long projectId) => session.Query<BoxOfImage>(
        $"""
        SELECT image.id AS image_id, box.class_index, box."left" AS x, box.top AS y,
               box."right" - box."left" AS width, box.bottom - box.top AS height
        FROM image JOIN annotation_object box ON box.annotation_id = {CurrentLabel.AnnotationIdOfImage}
        WHERE image.project_id = @projectId AND box.kind = 'box' AND box.removed_at IS NULL ORDER BY box.id
        """,
        new { projectId }).ToLookup(row => row.ImageId, row => new BoxSpec(row.ClassIndex, row.X, row.Y, row.Width, row.Height));
}
