namespace Studio.Storage;

/// <summary>Somebody whose labels of an image, or of another slice of its series, are in the studio.</summary>
public sealed record Reader
{
    /// <summary>0 stands for the labels that came with the images.</summary>
    public long UserId { get; init; }
    public required string Name { get; init; }
    public required string Initials { get; init; }

    /// <summary>Revision of the labels of this very image; null when there are only some of other slices.</summary>
    public long? Revision { get; init; }
    public bool IsSubmitted { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>Who labelled an image. Whether somebody may see that is for the caller to decide.</summary>
public sealed class ReaderStore(Database database)
{
    /// <summary>
    /// Everybody but one person who drew in the image or submitted it, or did so with another slice of its series; the
    /// latest first. A document that was only opened, or only remarked on, is no label.
    /// </summary>
    public Task<IReadOnlyList<Reader>> ListAsync(long imageId, long exceptUserId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<Reader>>(
            session => session.Query<Reader>(
                """
                WITH read AS (
                  SELECT annotation.image_id, coalesce(annotation.author_id, 0) AS user_id, annotation.revision, annotation.label_revision, annotation.restored_from,
                         annotation.updated_at, (annotation.author_id IS NULL AND NOT annotation.is_draft) OR EXISTS (SELECT 1 FROM submission
                           WHERE submission.image_id = annotation.image_id AND submission.user_id = annotation.author_id) AS is_submitted
                  FROM annotation JOIN image ON image.id = annotation.image_id
                  WHERE image.id = @imageId
                    OR image.series_id = (SELECT own.series_id FROM image own WHERE own.id = @imageId))
                SELECT read.user_id, coalesce(user.name, CASE WHEN max(read.restored_from) IS NULL THEN 'Came with the images' ELSE 'Put back from a version' END) AS name, coalesce(user.initials, '') AS initials,
                       max(CASE WHEN read.image_id = @imageId THEN read.revision END) AS revision,
                       max(CASE WHEN read.image_id = @imageId THEN read.is_submitted ELSE 0 END) AS is_submitted,
                       max(read.updated_at) AS updated_at
                FROM read LEFT JOIN user ON user.id = read.user_id
                WHERE read.user_id <> @exceptUserId AND (read.label_revision > 0 OR read.is_submitted)
                GROUP BY read.user_id ORDER BY max(read.updated_at) DESC, read.user_id
                """,
                new { imageId, exceptUserId }),
            cancellationToken);

    /// <summary>Whether a person has submitted an image, and so has read it without looking at anybody else.</summary>
    public Task<bool> HasSubmittedAsync(long imageId, long userId, CancellationToken cancellationToken = default) => database.ReadAsync(
        session => session.Single<bool>(
            "SELECT EXISTS (SELECT 1 FROM submission WHERE image_id = @imageId AND user_id = @userId)",
            new { imageId, userId }),
        cancellationToken);
}
