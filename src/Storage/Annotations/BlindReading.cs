namespace Studio.Storage;

/// <summary>
/// Two readers of an image are to be compared, so neither may see the other's work before finishing: who is assigned an
/// image that is assigned to somebody else too reads it blind until submitting it.
/// </summary>
static class BlindReading
{
    public static bool IsBlind(DatabaseSession session, long imageId, long authorId) => session.Single<bool>(
        """
        SELECT EXISTS (SELECT 1 FROM assignment WHERE image_id = @imageId AND user_id = @authorId AND removed_at IS NULL)
           AND EXISTS (SELECT 1 FROM assignment WHERE image_id = @imageId AND user_id <> @authorId AND removed_at IS NULL)
           AND NOT EXISTS (SELECT 1 FROM submission WHERE image_id = @imageId AND user_id = @authorId)
        """,
        new { imageId, authorId });

    /// <summary>What a new document of an author starts from: the current label, or read blind only what came with the image.</summary>
    public static AnnotationDocument? FindStart(DatabaseSession session, long imageId, long authorId) =>
        IsBlind(session, imageId, authorId)
            ? AnnotationRows.Find(session, imageId, authorId: null)
            : AnnotationRows.FindCurrent(session, imageId);
}
