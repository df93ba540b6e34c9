namespace Studio.Storage;

/// <summary>
/// What the audit found, and how far it is. One audit at a time of each project, whichever process runs it: whoever does says
/// so every few seconds, and a running one that was not seen for a while was interrupted.
/// </summary>
public sealed class AuditRunStore(Database database)
{
    /// <summary>A process that has not shown itself for this time has ended.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    const string Select =
        """
        SELECT id, project_id, CASE WHEN state = 'running' AND seen_at < @lost THEN 'interrupted' ELSE state END AS state_word,
               data_hash, checks_json, progress_json, created_by, created_at, coalesce(ended_at, CASE WHEN seen_at < @lost THEN seen_at END) AS ended_at
        FROM audit_run
        """;

    /// <summary>Begins an audit, unless one of this project runs.</summary>
    /// <param name="checksJson">What is taken over from an earlier audit of the same data; <c>[]</c> for nothing.</param>
    /// <returns>Null where one runs.</returns>
    public Task<AuditRun?> BeginAsync(
        long projectId, string dataHash, string checksJson, long? userId, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            "The beginning of the audit",
            session =>
            {
                session.Execute(
                    """
                    UPDATE audit_run SET state = 'interrupted', ended_at = seen_at, progress_json = NULL
                    WHERE project_id = @projectId AND state = 'running' AND seen_at < @lost
                    """,
                    new { projectId, lost = Lost(session) });
                var id = session.Find<long?>(
                    """
                    INSERT INTO audit_run (project_id, state, data_hash, checks_json, created_by, created_at, seen_at)
                    VALUES (@projectId, 'running', @dataHash, @checksJson, @userId, @Now, @Now) ON CONFLICT DO NOTHING RETURNING id
                    """,
                    new { projectId, dataHash, checksJson, userId, session.Now });
                return id is { } made ? session.Single<AuditRun>($"{Select} WHERE id = @made", new { made, lost = Lost(session) }) : null;
            },
            cancellationToken);

    /// <summary>Says that the audit's process lives, and how far it is.</summary>
    /// <returns>False when somebody has ended the audit.</returns>
    public Task<bool> TouchAsync(long auditId, string progressJson, CancellationToken cancellationToken = default) => database.WriteAsync(
        "How far the audit is",
        session => session.Execute(
            "UPDATE audit_run SET seen_at = @Now, progress_json = @progressJson WHERE id = @auditId AND state = 'running'",
            new { auditId, progressJson, session.Now }) > 0,
        cancellationToken);

    /// <summary>Adds what a check found.</summary>
    /// <returns>False when somebody has ended the audit; then nothing is stored.</returns>
    public Task<bool> AddCheckAsync(long auditId, string checkJson, CancellationToken cancellationToken = default) => database.WriteAsync(
        "What a check of the audit found",
        session => session.Execute(
            """
            UPDATE audit_run SET seen_at = @Now, checks_json = json_insert(checks_json, '$[#]', json(@checkJson))
            WHERE id = @auditId AND state = 'running'
            """,
            new { auditId, checkJson, session.Now }) > 0,
        cancellationToken);

    /// <summary>Ends a running audit; what its checks found so far stays. False when it had ended.</summary>
    public Task<bool> EndAsync(long auditId, AuditRunState state, CancellationToken cancellationToken = default) => database.WriteAsync(
        "The end of the audit",
        session => session.Execute(
            "UPDATE audit_run SET state = @state, ended_at = @Now, progress_json = NULL WHERE id = @auditId AND state = 'running'",
            new { auditId, state = Words.Of(state), session.Now }) > 0,
        cancellationToken);

    /// <summary>The newest audits of a project, newest first, to the last one that went to its end.</summary>
    public Task<IReadOnlyList<AuditRun>> ListToLastDoneAsync(long projectId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<AuditRun>>(
            session => session.Query<AuditRun>(
                $"""
                {Select} WHERE project_id = @projectId AND id >= coalesce((
                  SELECT max(id) FROM audit_run WHERE project_id = @projectId AND state = 'done'), 0) ORDER BY id DESC
                """,
                new { projectId, lost = Lost(session) }),
            cancellationToken);

    /// <summary>The last audit of exactly these data that went to its end.</summary>
    public Task<AuditRun?> FindDoneAsync(long projectId, string dataHash, CancellationToken cancellationToken = default) => database.ReadAsync(
        session => session.Find<AuditRun>(
            $"{Select} WHERE project_id = @projectId AND data_hash = @dataHash AND state = 'done' ORDER BY id DESC LIMIT 1",
            new { projectId, dataHash, lost = Lost(session) }),
        cancellationToken);

    /// <summary>Projects whose newest version nobody has audited, before it was frozen or since.</summary>
    public Task<IReadOnlyList<long>> ListUnauditedAsync(CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<long>>(
            session => session.Query<long>(
                """
                SELECT version.project_id FROM dataset_version version
                WHERE version.id = (SELECT max(id) FROM dataset_version newer WHERE newer.project_id = version.project_id)
                  AND NOT EXISTS (SELECT 1 FROM audit_run audit WHERE audit.project_id = version.project_id
                                  AND (audit.data_hash = version.hash OR audit.created_at >= version.created_at))
                ORDER BY version.created_at DESC
                """),
            cancellationToken);

    static DateTimeOffset Lost(DatabaseSession session) => session.Now - Patience;
}
