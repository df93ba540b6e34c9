using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>What somebody says of several images at once; each change and its entry in the audit log are one write.</summary>
public sealed class ImageEditStore(Database database)
{
    const string Chosen = "project_id = @projectId AND id IN (SELECT value FROM json_each(@imageIds))";

    /// <param name="category">Null or empty takes it away.</param>
    /// <returns>How many images changed.</returns>
    public Task<int> SetCategoryAsync(
        long projectId, IReadOnlyCollection<long> imageIds, string? category, long? userId, CancellationToken cancellationToken = default) =>
        SetAsync(projectId, imageIds, "category", "category", string.IsNullOrWhiteSpace(category) ? null : category.Trim(), userId, cancellationToken);

    /// <summary>The part that images are fixed to, whatever a split draws; null or unassigned frees them.</summary>
    /// <returns>How many images changed.</returns>
    public Task<int> SetFixedSplitAsync(
        long projectId, IReadOnlyCollection<long> imageIds, Split? split, long? userId, CancellationToken cancellationToken = default) =>
        SetAsync(projectId, imageIds, "fixed_split", "part", split is null or Split.Unassigned ? null : Words.Of(split), userId, cancellationToken);

    /// <summary>Says of which patient the images are; null or empty takes the patient away.</summary>
    /// <returns>How many images changed.</returns>
    public Task<int> SetPatientAsync(
        long projectId, IReadOnlyCollection<long> imageIds, string? patientKey, long? userId, CancellationToken cancellationToken = default) => database.WriteAsync(
        "The patient of the images",
        session =>
        {
            var key = patientKey?.Trim();
            var patientId = string.IsNullOrEmpty(key) ? (long?)null : PatientStore.GetOrCreateId(session, projectId, key);
            return Change(session, projectId, imageIds, "patient_id", "patient", patientId, userId);
        },
        cancellationToken);

    Task<int> SetAsync(
        long projectId, IReadOnlyCollection<long> imageIds, string column, string what, object? value, long? userId, CancellationToken cancellationToken) =>
        database.WriteAsync($"The {what} of the images", session => Change(session, projectId, imageIds, column, what, value, userId), cancellationToken);

    static int Change(
        DatabaseSession session, long projectId, IReadOnlyCollection<long> imageIds, string column, string what, object? value, long? userId)
    {
        var changed = session.Query<long>(
            $"UPDATE image SET {column} = @value WHERE {Chosen} AND {column} IS NOT @value RETURNING id",
            new { projectId, imageIds = StoredJson.Write(imageIds), value });
        if (changed.Count > 0)
        {
            // Which patient an image is of is told by the row's number, as nothing identifying is logged.
            AuditLog.Append(session, userId, $"set-{what}", AuditLog.SubjectOf(session, projectId), new { images = changed, value });
        }

        return changed.Count;
    }
}
