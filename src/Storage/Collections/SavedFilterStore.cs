namespace Studio.Storage;

/// <summary>A filter of the Images page that a project keeps.</summary>
public sealed record SavedFilter
{
    public long Id { get; init; }
    public required string Name { get; init; }

    /// <summary>As in the page's address.</summary>
    public required string Query { get; init; }
}

public sealed class SavedFilterStore(Database database)
{
    public const int LongestName = 60;

    /// <summary>By name.</summary>
    public Task<IReadOnlyList<SavedFilter>> ListAsync(long projectId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<SavedFilter>>(
            session => session.Query<SavedFilter>("SELECT id, name, query FROM saved_filter WHERE project_id = @projectId ORDER BY name", new { projectId }),
            cancellationToken);

    /// <summary>One of the same name is replaced.</summary>
    /// <exception cref="StorageException">The name is empty or too long.</exception>
    public Task<SavedFilter> SaveAsync(long projectId, string name, string query, long? userId, CancellationToken cancellationToken = default)
    {
        var given = ShortName.Check(name, LongestName, "filter");
        return database.WriteAsync(
            $"The filter {given}",
            session => session.Single<SavedFilter>(
                """
                INSERT INTO saved_filter (project_id, name, query, created_by, created_at) VALUES (@projectId, @given, @query, @userId, @Now)
                ON CONFLICT (project_id, name) DO UPDATE SET name = excluded.name, query = excluded.query
                RETURNING id, name, query
                """,
                new { projectId, given, query, userId, session.Now }),
            cancellationToken);
    }

    public Task DeleteAsync(long projectId, long filterId, CancellationToken cancellationToken = default) => database.WriteAsync(
        "The saved filters",
        session => session.Execute("DELETE FROM saved_filter WHERE project_id = @projectId AND id = @filterId", new { projectId, filterId }),
        cancellationToken);
}
