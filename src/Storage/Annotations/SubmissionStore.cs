namespace Studio.Storage;

/// <summary>What a person did since a time.</summary>
/// <param name="Images">Different images submitted.</param>
/// <param name="MedianSeconds">Median time on an image; null when no time was measured.</param>
public sealed record LabellingProgress(int Images, int Skipped, double? MedianSeconds);

/// <summary>The image a person drew in or submitted last.</summary>
public sealed record LastTouched
{
    public long ProjectId { get; init; }
    public long ImageId { get; init; }
}

/// <summary>What one person submitted in a project since a time.</summary>
public sealed record SubmittedImages
{
    public long UserId { get; init; }
    public int Images { get; init; }
    public DateTimeOffset First { get; init; }
    public DateTimeOffset Last { get; init; }
}

/// <summary>Finished and skipped images, the day's progress and what is next.</summary>
public sealed class SubmissionStore(Database database, AnnotationStore annotations)
{
    /// <summary>Declares the author's document finished; its labelmap is compacted first.</summary>
    /// <param name="seconds">Time spent on the image, if measured.</param>
    /// <param name="state">What the image becomes: in review, or accepted when the author may accept.</param>
    /// <exception cref="StorageFullException">No room for the labelmap; the operations stay and nothing is lost.</exception>
    public async Task<AnnotationDocument> SubmitAsync(
        long imageId,
        long authorId,
        double? seconds,
        ImageState state,
        CancellationToken cancellationToken = default)
    {
        var document = await annotations.GetOrCreateAsync(imageId, authorId, cancellationToken);
        var snapshot = await annotations.TakeSnapshotAsync(document, cancellationToken);
        return await database.WriteAsync(
            "The submission",
            session =>
            {
                LabelmapSnapshots.Write(session, snapshot);
                session.Execute(
                    """
                    INSERT INTO submission (image_id, user_id, revision, seconds, created_at)
                    VALUES (@imageId, @authorId, @Revision, @seconds, @Now)
                    """,
                    new { imageId, authorId, snapshot.Revision, seconds, session.Now });
                AnnotationRows.Touch(session, document.Id);
                session.Execute("UPDATE image SET state = @state WHERE id = @imageId", new { imageId, state = Words.Of(state) });
                ClassesOfImage.WriteIfCurrent(session, snapshot, imageId);
                return AnnotationRows.Find(session, document.Id)!;
            },
            cancellationToken);
    }

    public Task SkipAsync(long imageId, long userId, string reason, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            "The skipped image",
            session => session.Execute(
                "INSERT INTO image_skip (image_id, user_id, reason, created_at) VALUES (@imageId, @userId, @reason, @Now)",
                new { imageId, userId, reason, session.Now }),
            cancellationToken);

    /// <param name="since">Start of the person's day.</param>
    public Task<LabellingProgress> GetProgressAsync(
        long projectId,
        long userId,
        DateTimeOffset since,
        CancellationToken cancellationToken = default) => database.ReadAsync(
        session =>
        {
            const string Mine = "WHERE image.project_id = @projectId AND done.user_id = @userId AND done.created_at >= @since";
            var arguments = new { projectId, userId, since };
            // A series is submitted as a whole and counts once.
            var images = session.Single<int>(
                $"SELECT count(DISTINCT coalesce(-image.series_id, image.id)) FROM submission done JOIN image ON image.id = done.image_id {Mine}",
                arguments);
            var skipped = session.Single<int>(
                $"SELECT count(DISTINCT done.image_id) FROM image_skip done JOIN image ON image.id = done.image_id {Mine}",
                arguments);
            var seconds = session.Query<double>(
                $"""
                SELECT done.seconds FROM submission done JOIN image ON image.id = done.image_id {Mine}
                AND done.seconds IS NOT NULL ORDER BY done.seconds
                """,
                arguments);
            return new LabellingProgress(images, skipped, Median(seconds));
        },
        cancellationToken);

    /// <summary>Images that wait for this person, best next one first: begun ones, untouched ones, then skipped ones.</summary>
    public Task<IReadOnlyList<long>> ListQueueAsync(
        long projectId,
        long userId,
        int limit,
        CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<long>>(
        session => session.Query<long>(
            """
            SELECT image.id FROM image
            WHERE image.project_id = @projectId AND image.state IN ('not-started', 'in-progress')
              AND NOT EXISTS (SELECT 1 FROM submission WHERE submission.image_id = image.id AND submission.user_id = @userId)
            ORDER BY EXISTS (SELECT 1 FROM image_skip WHERE image_skip.image_id = image.id AND image_skip.user_id = @userId),
                     image.state = 'not-started', image.sort_key, image.id
            LIMIT @limit
            """,
            new { projectId, userId, limit }),
        cancellationToken);

    /// <summary>Where a person stopped, in the projects that are not archived; null when they labelled nothing yet.</summary>
    public Task<LastTouched?> FindLastTouchedAsync(long userId, CancellationToken cancellationToken = default) => database.ReadAsync(
        session => session.Find<LastTouched>(
            """
            SELECT image.project_id, image.id AS image_id
            FROM annotation JOIN image ON image.id = annotation.image_id JOIN project ON project.id = image.project_id
            WHERE annotation.author_id = @userId AND project.archived_at IS NULL
            ORDER BY annotation.updated_at DESC, annotation.id DESC LIMIT 1
            """,
            new { userId }),
        cancellationToken);

    /// <summary>Who submitted how many images since a time, the latest first.</summary>
    public Task<IReadOnlyList<SubmittedImages>> ListSubmittedAsync(
        long projectId,
        DateTimeOffset since,
        CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<SubmittedImages>>(
        session => session.Query<SubmittedImages>(
            """
            SELECT done.user_id, count(DISTINCT done.image_id) AS images,
                   min(done.created_at) AS first, max(done.created_at) AS last
            FROM submission done JOIN image ON image.id = done.image_id
            WHERE image.project_id = @projectId AND done.created_at >= @since
            GROUP BY done.user_id ORDER BY max(done.created_at) DESC
            """,
            new { projectId, since }),
        cancellationToken);

    internal static double? Median(List<double> sorted) => sorted.Count switch
    {
        0 => null,
        var count when count % 2 == 1 => sorted[count / 2],
        var count => (sorted[(count / 2) - 1] + sorted[count / 2]) / 2,
    };
}
