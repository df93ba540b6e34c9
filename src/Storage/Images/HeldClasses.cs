namespace Studio.Storage;

/// <summary>
/// Which classes an image holds, for filters and their counts: pixels and boxes of its label, and tags of the image, its
/// series or its patient.
/// </summary>
static class HeldClasses
{
    /// <summary>Whether an image row of the surrounding query holds a class.</summary>
    /// <param name="condition">On <c>held.class_index</c>, beginning with AND; empty for any class.</param>
    /// <param name="image">Name of the row.</param>
    public static string Exists(string condition, string image = "image") =>
        $"""
        (EXISTS (SELECT 1 FROM image_class held WHERE held.image_id = {image}.id {condition})
        OR EXISTS (SELECT 1 FROM tag held WHERE {TagOf(image)} AND held.answer = 'present' AND {TagRows.IsLast("held")} {condition}))
        """;

    /// <summary>Rows (image_id, class_index), the same one perhaps several times.</summary>
    /// <param name="chosen">Name of a table expression whose column <c>id</c> holds the images.</param>
    public static string OfImages(string chosen) =>
        $"""
        SELECT image_id, class_index FROM image_class WHERE image_id IN (SELECT id FROM {chosen})
        UNION ALL SELECT image.id, held.class_index FROM tag held JOIN image ON {TagOf("image")}
        WHERE held.answer = 'present' AND {TagRows.IsLast("held")} AND image.id IN (SELECT id FROM {chosen})
        """;

    static string TagOf(string image) =>
        $"(held.image_id = {image}.id OR held.series_id = {image}.series_id OR held.patient_id = {image}.patient_id)";
}
