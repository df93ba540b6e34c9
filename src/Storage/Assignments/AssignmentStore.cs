namespace Studio.Storage;

/// <summary>
/// Who is to label which image. A slice stands for its whole series. Who may assign is for the caller to decide.
/// </summary>
public sealed class AssignmentStore(Database database)
{
    // Of the row image: what is worked on as one thing.
    const string Cell = "coalesce(-image.series_id, image.id)";

    // @imageIds is a JSON list, as a statement takes fewer parameters than somebody may choose images.
    const string IsChosen =
        "(image.id IN (SELECT value FROM json_each(@imageIds)) OR image.series_id IN (SELECT chosen.series_id " +
        "FROM image chosen WHERE chosen.series_id IS NOT NULL AND chosen.id IN (SELECT value FROM json_each(@imageIds))))";

    sealed record FreeCell
    {
        public long Cell { get; init; }
        public required string GroupKey { get; init; }
    }

    sealed record Holder
    {
        public required string GroupKey { get; init; }
        public long UserId { get; init; }
    }

    sealed record Figure<T>
    {
        public long UserId { get; init; }
        public required T Value { get; init; }
    }

    /// <summary>Gives images to a person beside those who have them. Returns how many the person did not have; a series counts once.</summary>
    public Task<int> AssignAsync(
        long projectId,
        IReadOnlyCollection<long> imageIds,
        long userId,
        long assignedBy,
        CancellationToken cancellationToken = default) => database.WriteAsync(
        "The assignment",
        session =>
        {
            var arguments = new { projectId, imageIds = StoredJson.Write(imageIds), userId, assignedBy, session.Now };
            const string New =
                $"""
                FROM image WHERE image.project_id = @projectId AND {IsChosen} AND NOT EXISTS (
                  SELECT 1 FROM assignment WHERE image_id = image.id AND user_id = @userId AND removed_at IS NULL)
                """;
            var count = session.Single<int>($"SELECT count(DISTINCT {Cell}) {New}", arguments);
            session.Execute(
                $"INSERT INTO assignment (image_id, user_id, assigned_by, created_at) SELECT image.id, @userId, @assignedBy, @Now {New}",
                arguments);
            return count;
        },
        cancellationToken);

    /// <summary>
    /// Takes back what is assigned and not submitted by the person who has it; what is submitted stays theirs. Labels are
    /// not touched. Returns how many images; a series counts once for each person.
    /// </summary>
    /// <param name="userId">From this person; from everybody when null.</param>
    /// <param name="imageIds">Only these images; all of the project when null.</param>
    public Task<int> TakeBackAsync(
        long projectId,
        long? userId,
        IReadOnlyCollection<long>? imageIds,
        CancellationToken cancellationToken = default) => database.WriteAsync(
        "The assignment",
        session =>
        {
            var arguments = new { projectId, userId, imageIds = StoredJson.Write(imageIds ?? []), session.Now };
            var open =
                $"""
                FROM assignment held JOIN image ON image.id = held.image_id
                WHERE held.removed_at IS NULL AND image.project_id = @projectId AND (@userId IS NULL OR held.user_id = @userId)
                  AND {(imageIds is null ? "1" : IsChosen)} AND NOT EXISTS (
                    SELECT 1 FROM submission WHERE submission.image_id = held.image_id AND submission.user_id = held.user_id)
                """;
            var count = session.Single<int>($"SELECT count(*) FROM (SELECT DISTINCT held.user_id, {Cell} {open})", arguments);
            session.Execute($"UPDATE assignment SET removed_at = @Now WHERE id IN (SELECT held.id {open})", arguments);
            return count;
        },
        cancellationToken);

    /// <summary>
    /// Shares out the images that nobody has and nobody has finished, evenly and by patient: one patient's images stay
    /// with one person, or with the same two. Returns how many images each person got; a series counts once.
    /// </summary>
    /// <param name="readers">People per image: 1, or more to see how far they agree.</param>
    /// <exception cref="StorageException">There are fewer people than readers.</exception>
    public Task<IReadOnlyDictionary<long, int>> ShareOutAsync(
        long projectId,
        IReadOnlyList<long> userIds,
        int readers,
        long assignedBy,
        CancellationToken cancellationToken = default)
    {
        var people = userIds.Distinct().ToList();
        if (people.Count == 0 || people.Count < readers)
        {
            throw new StorageException(readers > 1
                ? $"{readers} readers for every image need at least {readers} people. Choose more people."
                : "Choose the people who are to label the images.");
        }

        return database.WriteAsync<IReadOnlyDictionary<long, int>>(
            "The assignment",
            session =>
            {
                var cells = FindFree(session, projectId);
                var holders = FindHolders(session, projectId).ToLookup(holder => holder.GroupKey, holder => holder.UserId);
                var groups = cells.GroupBy(cell => cell.GroupKey)
                    .Select(group => new PatientGroup(group.Key, group.Count(), holders[group.Key].ToHashSet())).ToList();
                var shares = AssignmentShares.Share(groups, people, readers);
                var given = new Dictionary<long, int>();
                foreach (var person in people)
                {
                    var own = cells.Where(cell => shares[cell.GroupKey].Contains(person)).Select(cell => cell.Cell).ToList();
                    Insert(session, projectId, own, person, assignedBy);
                    given[person] = own.Count;
                }

                return given;
            },
            cancellationToken);
    }

    /// <summary>How many images <see cref="ShareOutAsync"/> would share out.</summary>
    public Task<int> CountFreeAsync(long projectId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(session => FindFree(session, projectId).Count, cancellationToken);

    /// <summary>Whether anything in a project is assigned to a person.</summary>
    public Task<bool> HasAnyAsync(long projectId, long userId, CancellationToken cancellationToken = default) => database.ReadAsync(
        session => session.Single<bool>(
            """
            SELECT EXISTS (SELECT 1 FROM assignment held JOIN image ON image.id = held.image_id
                           WHERE held.user_id = @userId AND held.removed_at IS NULL AND image.project_id = @projectId)
            """,
            new { projectId, userId }),
        cancellationToken);

    /// <summary>Whether an image, or another slice of its series, is assigned to a person.</summary>
    public Task<bool> IsAssignedAsync(long imageId, long userId, CancellationToken cancellationToken = default) => database.ReadAsync(
        session => session.Single<bool>(
            $"""
            SELECT EXISTS (SELECT 1 FROM image WHERE image.id = @imageId
                           AND {ImageCell.Series.OneOf(Held.Images("AND held.user_id = @userId"))})
            """,
            new { imageId, userId }),
        cancellationToken);

    /// <summary>Everybody who has images of the project or submitted some.</summary>
    /// <param name="since">Start of the day.</param>
    public Task<IReadOnlyDictionary<long, AssignmentProgress>> ListProgressAsync(
        long projectId,
        DateTimeOffset since,
        CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyDictionary<long, AssignmentProgress>>(
        session =>
        {
            var assigned = ReadAssigned(session, projectId).ToDictionary(row => row.UserId);
            var seconds = session.Query<Figure<double>>(
                """
                SELECT done.user_id, done.seconds AS value FROM submission done JOIN image ON image.id = done.image_id
                WHERE image.project_id = @projectId AND done.seconds IS NOT NULL ORDER BY done.seconds
                """,
                new { projectId }).ToLookup(row => row.UserId, row => row.Value);
            var today = session.Query<Figure<int>>(
                $"""
                SELECT done.user_id, count(DISTINCT CASE WHEN done.created_at >= @since THEN {Cell} END) AS value
                FROM submission done JOIN image ON image.id = done.image_id WHERE image.project_id = @projectId GROUP BY 1
                """,
                new { projectId, since }).ToDictionary(row => row.UserId, row => row.Value);
            return assigned.Keys.Union(today.Keys).ToDictionary(
                person => person,
                person => (assigned.GetValueOrDefault(person) ?? new AssignmentProgress { UserId = person }) with
                {
                    MedianSeconds = SubmissionStore.Median([.. seconds[person]]),
                    Today = today.GetValueOrDefault(person),
                });
        },
        cancellationToken);

    static List<AssignmentProgress> ReadAssigned(DatabaseSession session, long projectId) => session.Query<AssignmentProgress>(
        $"""
        WITH given AS (
          SELECT held.user_id, {Cell} AS cell,
                 min(EXISTS (SELECT 1 FROM submission own WHERE own.image_id = held.image_id AND own.user_id = held.user_id)) AS is_submitted,
                 max(EXISTS (SELECT 1 FROM image_skip skipped WHERE skipped.user_id = held.user_id AND skipped.image_id = held.image_id
                             AND {OwnWork.SkipStands})) AS is_skipped
          FROM assignment held JOIN image ON image.id = held.image_id
          WHERE held.removed_at IS NULL AND image.project_id = @projectId GROUP BY 1, 2)
        SELECT user_id, count(*) AS assigned, sum(is_submitted) AS submitted, sum(is_skipped AND NOT is_submitted) AS skipped
        FROM given GROUP BY 1
        """,
        new { projectId });

    // Groups are those of a split: a patient, else the volume or the channels of a case, else the image alone.
    const string GroupKey =
        "coalesce('patient-' || image.patient_id, 'case-' || series.case_key, 'series-' || series.id, 'image-' || image.id)";

    static List<FreeCell> FindFree(DatabaseSession session, long projectId) => session.Query<FreeCell>(
        $"""
        SELECT {Cell} AS cell, min({GroupKey}) AS group_key
        FROM image LEFT JOIN series ON series.id = image.series_id
        WHERE image.project_id = @projectId AND NOT {ImageCell.Series.OneOf(Held.Images())}
        GROUP BY 1 HAVING max(image.state IN ('not-started', 'in-progress')) = 1 ORDER BY min(image.sort_key), 1
        """,
        new { projectId });

    static List<Holder> FindHolders(DatabaseSession session, long projectId) => session.Query<Holder>(
        $"""
        SELECT DISTINCT {GroupKey} AS group_key, held.user_id
        FROM assignment held JOIN image ON image.id = held.image_id LEFT JOIN series ON series.id = image.series_id
        WHERE held.removed_at IS NULL AND image.project_id = @projectId
        """,
        new { projectId });

    // One statement for each person: strokes wait for it.
    static void Insert(DatabaseSession session, long projectId, IReadOnlyList<long> cells, long userId, long assignedBy) => session.Execute(
        $"""
        INSERT INTO assignment (image_id, user_id, assigned_by, created_at)
        SELECT image.id, @userId, @assignedBy, @Now FROM image
        WHERE image.project_id = @projectId AND {Cell} IN (SELECT value FROM json_each(@cells))
        """,
        new { projectId, cells = StoredJson.Write(cells), userId, assignedBy, session.Now });
}
