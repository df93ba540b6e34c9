namespace Studio.Storage;

/// <summary>
/// How far one person is with a cell of a queue, as SQL over the row <c>image</c>; the person is the parameter <c>@reader</c>.
/// Who works through images of their own is not told how far others are: an image with two readers is to be read twice.
/// </summary>
static class OwnWork
{
    /// <summary>A skip counts until the same person submits the image after all.</summary>
    public const string SkipStands =
        "NOT EXISTS (SELECT 1 FROM submission later WHERE later.image_id = skipped.image_id " +
        "AND later.user_id = skipped.user_id AND later.created_at >= skipped.created_at)";

    /// <summary>Id of the person's document of the image, NULL when there is none.</summary>
    public const string Label = "(SELECT own.id FROM annotation own WHERE own.image_id = image.id AND own.author_id = @reader)";

    // Ids of images, as queries.
    public const string Submitted = "SELECT submission.image_id FROM submission WHERE submission.user_id = @reader";
    public const string Skipped = $"SELECT skipped.image_id FROM image_skip skipped WHERE skipped.user_id = @reader AND {SkipStands}";

    /// <summary>Whether the person is one of several readers and has not submitted; the rule is that of <see cref="BlindReading"/>.</summary>
    public const string IsBlind =
        $"(image.id NOT IN ({Submitted}) " +
        "AND EXISTS (SELECT 1 FROM assignment own WHERE own.image_id = image.id AND own.user_id = @reader AND own.removed_at IS NULL) " +
        "AND EXISTS (SELECT 1 FROM assignment other WHERE other.image_id = image.id AND other.user_id <> @reader AND other.removed_at IS NULL))";

    public const string Drawn = "SELECT annotation.image_id FROM annotation WHERE annotation.author_id = @reader AND annotation.label_revision > 0";

    /// <summary>State of a cell of the person's own queue: not-started, in-progress, skipped or submitted.</summary>
    public static string Own(ImageCell cell) =>
        $"""
        (CASE WHEN image.id IN ({Submitted}) THEN 'submitted' WHEN {cell.OneOf(Skipped)} THEN 'skipped'
              WHEN {cell.OneOf(Drawn)} THEN 'in-progress' ELSE 'not-started' END)
        """;

    /// <summary>State of a cell that everybody works on: everybody's, but what the person skipped is skipped.</summary>
    public static string Shared(ImageCell cell) =>
        $"(CASE WHEN {cell.State} IN ('not-started', 'in-progress') AND {cell.OneOf(Skipped)} THEN 'skipped' ELSE {cell.State} END)";

    /// <summary>"AE: blurred", the last skip that stands, of anybody; NULL when there is none.</summary>
    public static string SkipReason(ImageCell cell) =>
        $"""
        (SELECT user.initials || ': ' || skipped.reason FROM image_skip skipped JOIN user ON user.id = skipped.user_id
         WHERE {cell.IsOf("skipped.image_id")} AND {SkipStands} ORDER BY skipped.created_at DESC LIMIT 1)
        """;
}
