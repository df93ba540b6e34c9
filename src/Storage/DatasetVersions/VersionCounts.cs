namespace Studio.Storage;

/// <summary>What a version holds, counted once when it is frozen: it never changes.</summary>
static class VersionCounts
{
    /// <summary>Counts the items that were inserted.</summary>
    /// <param name="classes">How often each part shows each class.</param>
    public static void Write(DatabaseSession session, long versionId, IReadOnlyList<ClassCount> classes) => session.Execute(
        """
        UPDATE dataset_version SET class_counts_json = @json,
          (training_images, validation_images, test_images, training_patients, validation_patients, test_patients) = (
            SELECT count(CASE item.split WHEN 'training' THEN 1 END), count(CASE item.split WHEN 'validation' THEN 1 END),
                   count(CASE item.split WHEN 'test' THEN 1 END), count(DISTINCT CASE item.split WHEN 'training' THEN item.patient_key END),
                   count(DISTINCT CASE item.split WHEN 'validation' THEN item.patient_key END),
                   count(DISTINCT CASE item.split WHEN 'test' THEN item.patient_key END)
            FROM dataset_item item WHERE item.version_id = @versionId)
        WHERE id = @versionId
        """,
        new { versionId, json = StoredJson.Write(classes) });

    /// <summary>Null in a version from before classes were counted.</summary>
    public static IReadOnlyList<ClassCount>? FindClasses(DatabaseSession session, long versionId) =>
        session.Find<string>("SELECT class_counts_json FROM dataset_version WHERE id = @versionId", new { versionId }) is { } json
            ? StoredJson.Read<IReadOnlyList<ClassCount>>(json)
            : null;
}
