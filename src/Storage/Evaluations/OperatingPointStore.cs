using Studio.Contracts.Packages;

namespace Studio.Storage;

public sealed record StoredOperatingPoint
{
    public long Id { get; init; }
    public long RunId { get; init; }
    public OperatingPoint Point { get; private init; } = null!;
    public string? ChosenBy { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    internal string PointJson
    {
        init => Point = StoredJson.Read<OperatingPoint>(value);
    }
}

/// <summary>What people chose on validation about runs' probabilities and thresholds. The last choice counts; nothing is deleted.</summary>
public sealed class OperatingPointStore(Database database)
{
    const string Select =
        """
        SELECT point.id, point.run_id, point.point_json, point.created_at, user.name AS chosen_by
        FROM operating_point point LEFT JOIN user ON user.id = point.created_by
        """;

    /// <summary>Makes it the one that counts from now on, and notes it in the audit log.</summary>
    public Task<StoredOperatingPoint> SetAsync(long runId, OperatingPoint point, long? createdBy, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            "The operating point",
            session =>
            {
                var id = session.Single<long>(
                    "INSERT INTO operating_point (run_id, point_json, created_by, created_at) VALUES (@runId, @json, @createdBy, @Now) RETURNING id",
                    new { runId, json = StoredJson.Write(point), createdBy, session.Now });
                AuditLog.Append(session, createdBy, "operating-point", $"run/{runId}", point);
                return session.Single<StoredOperatingPoint>($"{Select} WHERE point.id = @id", new { id });
            },
            cancellationToken);

    /// <summary>Null: nothing was chosen.</summary>
    public Task<StoredOperatingPoint?> FindLatestAsync(long runId, CancellationToken cancellationToken = default) => database.ReadAsync(
        session => session.Find<StoredOperatingPoint>($"{Select} WHERE point.run_id = @runId ORDER BY point.id DESC LIMIT 1", new { runId }),
        cancellationToken);

    /// <summary>All that were chosen for a run, the newest first.</summary>
    public Task<IReadOnlyList<StoredOperatingPoint>> ListAsync(long runId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<StoredOperatingPoint>>(
            session => session.Query<StoredOperatingPoint>($"{Select} WHERE point.run_id = @runId ORDER BY point.id DESC", new { runId }), cancellationToken);

    public Task<StoredOperatingPoint?> FindAsync(long id, CancellationToken cancellationToken = default) => database.ReadAsync(
        session => session.Find<StoredOperatingPoint>($"{Select} WHERE point.id = @id", new { id }), cancellationToken);
}
