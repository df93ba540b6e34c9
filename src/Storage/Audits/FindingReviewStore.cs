namespace Studio.Storage;

/// <summary>Somebody's word that a finding is no problem.</summary>
public sealed record FindingReview
{
    public required string FindingKey { get; init; }
    public required string Reason { get; init; }

    /// <summary>Null for the command line.</summary>
    public long? UserId { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>
/// "Not a problem, because …". The finding stays in sight, marked. What is taken back is marked too, and each word is in the
/// audit log. Who may say it is for the caller to decide.
/// </summary>
public sealed class FindingReviewStore(Database database)
{
    /// <summary>Sets a finding aside; another reason replaces the one before.</summary>
    /// <exception cref="StorageException">The reason is empty.</exception>
    public Task SetAsideAsync(long projectId, string findingKey, string reason, long? userId, CancellationToken cancellationToken = default)
    {
        var why = reason.Trim();
        if (why.Length == 0)
        {
            throw new StorageException("Say why it is not a problem: a reader of the results will ask.");
        }

        return database.WriteAsync(
            "The word on the finding",
            session =>
            {
                End(session, projectId, findingKey);
                session.Execute(
                    """
                    INSERT INTO finding_review (project_id, finding_key, reason, user_id, created_at)
                    VALUES (@projectId, @findingKey, @why, @userId, @Now)
                    """,
                    new { projectId, findingKey, why, userId, session.Now });
                Note(session, userId, "set-finding-aside", projectId, findingKey, why);
            },
            cancellationToken);
    }

    /// <summary>Takes the word back. False when there was none.</summary>
    public Task<bool> WithdrawAsync(long projectId, string findingKey, long? userId, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            "The word on the finding",
            session =>
            {
                if (End(session, projectId, findingKey) == 0)
                {
                    return false;
                }

                Note(session, userId, "take-finding-up", projectId, findingKey, "");
                return true;
            },
            cancellationToken);

    /// <summary>Those that count, by finding.</summary>
    public Task<IReadOnlyDictionary<string, FindingReview>> ListAsync(long projectId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyDictionary<string, FindingReview>>(
            session => session.Query<FindingReview>(
                "SELECT finding_key, reason, user_id, created_at FROM finding_review WHERE project_id = @projectId AND removed_at IS NULL",
                new { projectId }).ToDictionary(review => review.FindingKey),
            cancellationToken);

    static int End(DatabaseSession session, long projectId, string findingKey) => session.Execute(
        "UPDATE finding_review SET removed_at = @Now WHERE project_id = @projectId AND finding_key = @findingKey AND removed_at IS NULL",
        new { projectId, findingKey, session.Now });

    static void Note(DatabaseSession session, long? userId, string action, long projectId, string finding, string reason) =>
        AuditLog.Append(session, userId, action, AuditLog.SubjectOf(session, projectId), new { finding, reason });
}
