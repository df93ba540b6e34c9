namespace Studio.Storage;

/// <summary>An image that was left out of versions.</summary>
public sealed record ExcludedImage
{
    public long ImageId { get; init; }
    public required string Name { get; init; }
    public required string Reason { get; init; }

    /// <summary>Null for the command line.</summary>
    public long? By { get; init; }
    public DateTimeOffset At { get; init; }
}

/// <summary>
/// Images that take part in no version. They stay where they are with their labels, and versions made before keep them.
/// Each change is in the audit log. Who may change it is for the caller to decide.
/// </summary>
public sealed class ImageExclusionStore(Database database)
{
    // @imageIds is a JSON list, as a statement takes fewer parameters than somebody may choose images.
    const string IsChosen = "image.project_id = @projectId AND image.id IN (SELECT value FROM json_each(@imageIds))";

    /// <summary>Leaves images out. One that is out already keeps its reason.</summary>
    /// <returns>The images that were not out before.</returns>
    /// <exception cref="StorageException">The reason is empty.</exception>
    public Task<IReadOnlyList<long>> ExcludeAsync(
        long projectId, IReadOnlyCollection<long> imageIds, string reason, long? userId, CancellationToken cancellationToken = default)
    {
        var why = reason.Trim();
        if (why.Length == 0)
        {
            throw new StorageException("Say why the images are left out: a reader of the results will ask.");
        }

        return database.WriteAsync<IReadOnlyList<long>>(
            "Which images are left out",
            session =>
            {
                var changed = session.Query<long>(
                    $"""
                    UPDATE image SET excluded_at = @Now, excluded_reason = @why, excluded_by = @userId
                    WHERE image.excluded_at IS NULL AND {IsChosen} RETURNING id
                    """,
                    new { projectId, imageIds = StoredJson.Write(imageIds), why, userId, session.Now });
                Note(session, userId, "leave-out-images", projectId, changed, why);
                return changed;
            },
            cancellationToken);
    }

    /// <summary>Lets images take part again.</summary>
    /// <returns>The images that were out.</returns>
    public Task<IReadOnlyList<long>> TakeInAsync(
        long projectId, IReadOnlyCollection<long> imageIds, long? userId, CancellationToken cancellationToken = default) =>
        database.WriteAsync<IReadOnlyList<long>>(
            "Which images take part",
            session =>
            {
                var changed = session.Query<long>(
                    $"""
                    UPDATE image SET excluded_at = NULL, excluded_reason = NULL, excluded_by = NULL
                    WHERE image.excluded_at IS NOT NULL AND {IsChosen} RETURNING id
                    """,
                    new { projectId, imageIds = StoredJson.Write(imageIds) });
                Note(session, userId, "take-in-images", projectId, changed, "");
                return changed;
            },
            cancellationToken);

    /// <summary>Those that are out, the last first.</summary>
    public Task<IReadOnlyList<ExcludedImage>> ListAsync(long projectId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<ExcludedImage>>(
            session => session.Query<ExcludedImage>(
                """
                SELECT id AS image_id, name, excluded_reason AS reason, excluded_by AS "by", excluded_at AS at FROM image
                WHERE project_id = @projectId AND excluded_at IS NOT NULL ORDER BY excluded_at DESC, sort_key, id
                """,
                new { projectId }),
            cancellationToken);

    static void Note(DatabaseSession session, long? userId, string action, long projectId, List<long> images, string reason)
    {
        if (images.Count == 0)
        {
            return;
        }

        AuditLog.Append(session, userId, action, AuditLog.SubjectOf(session, projectId), new { images, reason });
    }
}
