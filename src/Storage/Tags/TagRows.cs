using Studio.Contracts.Labels;

namespace Studio.Storage;

/// <summary>
/// The SQL of tags, for use inside a session. Of one class and subject the answers are: at most one of each author, and
/// one that came with the images. The one given last counts for the project.
/// </summary>
static class TagRows
{
    /// <summary>Joins each tag with the rows <c>image</c> it speaks about.</summary>
    public const string JoinImages =
        "JOIN image ON tag.image_id = image.id OR tag.series_id = image.series_id OR tag.patient_id = image.patient_id";

    public const string ScopeOfTag =
        "CASE WHEN tag.image_id IS NOT NULL THEN 'image' WHEN tag.series_id IS NOT NULL THEN 'series' ELSE 'patient' END";

    /// <summary>Whether a tag row is the last answer to its question.</summary>
    /// <param name="tag">Name of the row.</param>
    public static string IsLast(string tag) =>
        $"""
        {tag}.removed_at IS NULL AND NOT EXISTS (SELECT 1 FROM tag later WHERE later.class_index = {tag}.class_index
          AND later.id > {tag}.id AND later.removed_at IS NULL
          AND (later.image_id = {tag}.image_id OR later.series_id = {tag}.series_id OR later.patient_id = {tag}.patient_id))
        """;

    /// <summary>Whether anything is said about an image row of the surrounding query, its series or its patient.</summary>
    /// <param name="image">Name of the row.</param>
    public static string HasAnswer(string image) =>
        $"""
        EXISTS (SELECT 1 FROM tag said WHERE (said.image_id = {image}.id OR said.series_id = {image}.series_id OR said.patient_id = {image}.patient_id)
          AND said.answer <> 'none' AND {IsLast("said")})
        """;

    /// <summary>Stores what the author of a document says of its image, series or patient; null takes it back.</summary>
    /// <remarks>A subject that the image does not have, a series or a known patient, makes the image itself the subject.</remarks>
    public static void Say(DatabaseSession session, AnnotationDocument document, TagScope scope, int classIndex, TagAnswer? answer)
    {
        var image = session.Single<Subjects>(
            "SELECT project_id, id AS image_id, series_id, patient_id FROM image WHERE id = @ImageId",
            new { document.ImageId });
        var (column, subject) = scope switch
        {
            TagScope.Series when image.SeriesId is { } series => ("series_id", series),
            TagScope.Patient when image.PatientId is { } patient => ("patient_id", patient),
            _ => ("image_id", image.ImageId),
        };
        var arguments = new
        {
            image.ProjectId, subject, classIndex, document.AuthorId, session.Now,
            answer = answer is { } given ? Words.Of(given) : "none",
        };
        session.Execute(
            $"""
            UPDATE tag SET removed_at = @Now
            WHERE {column} = @subject AND class_index = @classIndex AND author_id = @AuthorId AND removed_at IS NULL
            """,
            arguments);
        session.Execute(
            $"""
            INSERT INTO tag (project_id, {column}, class_index, answer, author_id, created_at)
            VALUES (@ProjectId, @subject, @classIndex, @answer, @AuthorId, @Now)
            """,
            arguments);
    }

    /// <summary>What one person sees said of an image: their own answers, and where they gave none those that came with the images.</summary>
    public static List<TagObject> ListFor(DatabaseSession session, long imageId, long authorId) => session.Query<AnswerRow>(
        $"""
        SELECT scope, class_index, answer FROM (
          SELECT {ScopeOfTag} AS scope, tag.class_index, tag.answer,
                 row_number() OVER (PARTITION BY {ScopeOfTag}, tag.class_index ORDER BY tag.author_id IS NULL, tag.id DESC) AS place
          FROM tag {JoinImages}
          WHERE image.id = @imageId AND tag.removed_at IS NULL AND (tag.author_id = @authorId OR tag.author_id IS NULL))
        WHERE place = 1 AND answer <> 'none' ORDER BY class_index, scope
        """,
        new { imageId, authorId })
        .ConvertAll(row => new TagObject(Words.Parse<TagScope>(row.Scope), row.ClassIndex, Words.Parse<TagAnswer>(row.Answer)));

    sealed record Subjects
    {
        public long ProjectId { get; init; }
        public long ImageId { get; init; }
        public long? SeriesId { get; init; }
        public long? PatientId { get; init; }
    }

    sealed record AnswerRow
    {
        public required string Scope { get; init; }
        public int ClassIndex { get; init; }
        public required string Answer { get; init; }
    }
}
