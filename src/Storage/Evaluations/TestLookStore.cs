namespace Studio.Storage;

/// <summary>One look at the test set.</summary>
public sealed record TestLook
{
    public long Id { get; init; }
    public int VersionNumber { get; init; }
    public long VersionId { get; init; }

    /// <summary>Null: from the command line.</summary>
    public string? UserName { get; init; }
    public required string Reason { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Numbers of the runs that were looked at.</summary>
    public IReadOnlyList<int> Runs { get; private init; } = [];

    internal string? RunNumbers
    {
        init => Runs = value is null ? [] : [.. value.Split(',').Select(int.Parse).Order()];
    }
}

/// <summary>
/// The test set is opened with a reason, and every time counts: a figure on it is honest only as long as nothing was chosen by
/// it. Looks are never taken back.
/// </summary>
public sealed class TestLookStore(Database database)
{
    public const int MostReason = 500;

    /// <summary>Notes a look, here and in the audit log.</summary>
    /// <param name="reason">Why, in a person's words.</param>
    /// <exception cref="StorageException">No reason was given, or one that is too long.</exception>
    public Task<long> OpenAsync(
        long projectId, long versionId, IReadOnlyCollection<long> runIds, string reason, long? userId, CancellationToken cancellationToken = default)
    {
        var why = reason.Trim();
        if (why.Length is 0 or > MostReason)
        {
            throw new StorageException(why.Length == 0
                ? "The test set stays closed: say why it is opened. The reason stands on every report."
                : $"The reason has {why.Length} characters; {MostReason} are enough.");
        }

        return database.WriteAsync(
            "The look at the test set",
            session =>
            {
                var id = session.Single<long>(
                    """
                    INSERT INTO test_look (project_id, version_id, user_id, reason, created_at)
                    VALUES (@projectId, @versionId, @userId, @why, @Now) RETURNING id
                    """,
                    new { projectId, versionId, userId, why, session.Now });
                foreach (var runId in runIds)
                {
                    session.Execute("INSERT OR IGNORE INTO test_look_run (look_id, run_id) VALUES (@id, @runId)", new { id, runId });
                }

                AuditLog.Append(session, userId, "test-set-opened", $"project/{projectId}", new { versionId, runIds, Reason = why });
                return id;
            },
            cancellationToken);
    }

    public Task<int> CountAsync(long projectId, CancellationToken cancellationToken = default) => database.ReadAsync(
        session => session.Single<int>("SELECT count(*) FROM test_look WHERE project_id = @projectId", new { projectId }), cancellationToken);

    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<TestLook>> ListAsync(long projectId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<TestLook>>(
            session => session.Query<TestLook>(
                """
                SELECT look.id, look.version_id, version.number AS version_number, user.name AS user_name, look.reason, look.created_at,
                       (SELECT group_concat(run.number) FROM test_look_run JOIN run ON run.id = test_look_run.run_id WHERE look_id = look.id) AS run_numbers
                FROM test_look look JOIN dataset_version version ON version.id = look.version_id LEFT JOIN user ON user.id = look.user_id
                WHERE look.project_id = @projectId ORDER BY look.id DESC
                """,
                new { projectId }),
            cancellationToken);

    /// <summary>Whether one look was at all of these runs together on a version's test set: only then may they be compared there.</summary>
    public Task<bool> CoversAsync(long versionId, IReadOnlyCollection<long> runIds, CancellationToken cancellationToken = default) => database.ReadAsync(
        session => session.Single<bool>(
            """
            SELECT EXISTS (SELECT 1 FROM test_look look WHERE look.version_id = @versionId
              AND (SELECT count(*) FROM test_look_run opened WHERE opened.look_id = look.id AND opened.run_id IN @runIds) = @count)
            """,
            new { versionId, runIds, count = runIds.Distinct().Count() }),
        cancellationToken);
}
