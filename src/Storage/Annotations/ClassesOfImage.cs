namespace Studio.Storage;

/// <summary>Which classes the current label of an image holds, as rows for filters and counts.</summary>
static class ClassesOfImage
{
    /// <summary>Writes pixels and boxes per class of a stored labelmap, if its document is the image's label.</summary>
    public static void WriteIfCurrent(DatabaseSession session, LabelmapSnapshot snapshot, long imageId)
    {
        if (CurrentLabel.Find(session, imageId) != snapshot.AnnotationId)
        {
            return;
        }

        session.Execute("DELETE FROM image_class WHERE image_id = @imageId", new { imageId });
        foreach (var (classIndex, pixels) in snapshot.PixelsPerClass)
        {
            session.Execute(
                "INSERT INTO image_class (image_id, class_index, pixels) VALUES (@imageId, @classIndex, @pixels)",
                new { imageId, classIndex, pixels });
        }

        WriteBoxes(session, snapshot.AnnotationId, imageId);
    }

    /// <summary>Writes the boxes alone, which count at once; pixels count when the labelmap is stored.</summary>
    public static void WriteBoxesIfCurrent(DatabaseSession session, long annotationId, long imageId)
    {
        if (CurrentLabel.Find(session, imageId) == annotationId)
        {
            WriteBoxes(session, annotationId, imageId);
        }
    }

    static void WriteBoxes(DatabaseSession session, long annotationId, long imageId)
    {
        session.Execute("UPDATE image_class SET boxes = 0 WHERE image_id = @imageId", new { imageId });
        foreach (var (classIndex, boxes) in ObjectRows.CountBoxes(session, annotationId))
        {
            session.Execute(
                """
                INSERT INTO image_class (image_id, class_index, pixels, boxes) VALUES (@imageId, @classIndex, 0, @boxes)
                ON CONFLICT (image_id, class_index) DO UPDATE SET boxes = excluded.boxes
                """,
                new { imageId, classIndex, boxes });
        }

        session.Execute("DELETE FROM image_class WHERE image_id = @imageId AND pixels = 0 AND boxes = 0", new { imageId });
    }
}
