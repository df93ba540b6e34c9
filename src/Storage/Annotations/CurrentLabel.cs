namespace Studio.Storage;

/// <summary>
/// The one rule of which document is an image's label: of the submitted documents the one changed last; if none is
/// submitted, of those drawn in the one changed last. Labels that came with the images count as submitted, unless they are
/// drafts: boxes where the project asks for outlines. A document that was only opened, or only remarked on, is no label.
/// </summary>
static class CurrentLabel
{
    const string IsSubmitted =
        "(annotation.author_id IS NULL AND NOT annotation.is_draft OR EXISTS (SELECT 1 FROM submission " +
        "WHERE submission.image_id = annotation.image_id AND submission.user_id = annotation.author_id))";

    /// <summary>Id of the current document of the row <c>image</c> of the surrounding query, or NULL.</summary>
    public const string AnnotationIdOfImage =
        "(SELECT annotation.id FROM annotation WHERE annotation.image_id = image.id " +
        $"AND (annotation.label_revision > 0 OR {IsSubmitted}) " +
        $"ORDER BY {IsSubmitted} DESC, annotation.labelled_at DESC, annotation.id DESC LIMIT 1)";

    /// <summary>
    /// Whether the row <c>image</c> takes part in a dataset version: it was not left out, and its label is finished or came
    /// with it, or holds at least one class. A finished label may be empty ("nothing here"), one in progress may not. Boxes alone are a
    /// label where the project asks for boxes. Where it asks for tags, an answer is the label, also one about the image's
    /// series or patient.
    /// </summary>
    public static string ImageIsLabelled { get; } =
        $"""
        (image.excluded_at IS NULL AND CASE (SELECT project.task FROM project WHERE project.id = image.project_id)
         WHEN 'classification' THEN {TagRows.HasAnswer("image")}
         WHEN 'detection' THEN {HoldsLabel("boxes")}
         ELSE {HoldsLabel("pixels")} END)
        """;

    static string HoldsLabel(string what) =>
        $"""
        (image.state IN ('in-review', 'accepted')
          OR EXISTS (SELECT 1 FROM image_class WHERE image_class.image_id = image.id AND image_class.{what} > 0)
          OR EXISTS (SELECT 1 FROM annotation WHERE annotation.image_id = image.id AND annotation.author_id IS NULL
            AND NOT annotation.is_draft))
        """;

    public static long? Find(DatabaseSession session, long imageId) => session.Find<long?>(
        $"SELECT {AnnotationIdOfImage} FROM image WHERE image.id = @imageId",
        new { imageId });
}
