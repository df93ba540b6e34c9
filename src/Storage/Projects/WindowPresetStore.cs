namespace Studio.Storage;

/// <summary>A window that is offered for every image of a modality in a project. Values after rescale.</summary>
public sealed record ProjectWindow
{
    public long Id { get; init; }

    /// <summary>As images carry it, e.g. CT; empty for images without one.</summary>
    public required string Modality { get; init; }
    public required string Name { get; init; }
    public double Center { get; init; }
    public double Width { get; init; }

    /// <summary>linear, linear-exact or sigmoid (PS3.3 C.11.2.1.2 and C.11.2.1.3).</summary>
    public required string Function { get; init; }
}

/// <param name="Function">See <see cref="ProjectWindow.Function"/>.</param>
public sealed record NewWindow(string Modality, string Name, double Center, double Width, string Function);

/// <summary>The windows that a project keeps.</summary>
public sealed class WindowPresetStore(Database database)
{
    const string Columns = "id, modality, name, center, width, function";
    const int LongestName = 40;
    static readonly string[] Functions = ["linear", "linear-exact", "sigmoid"];

    /// <summary>In the order in which they were saved.</summary>
    public Task<IReadOnlyList<ProjectWindow>> ListAsync(long projectId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<ProjectWindow>>(
            session => session.Query<ProjectWindow>($"SELECT {Columns} FROM window_preset WHERE project_id = @projectId ORDER BY id", new { projectId }),
            cancellationToken);

    /// <summary>Saves a window; one of the same name and modality is replaced (upper and lower case count as the same).</summary>
    /// <exception cref="StorageException">The name is empty or too long, or the window shows nothing.</exception>
    public Task<ProjectWindow> SaveAsync(long projectId, NewWindow window, long? userId, CancellationToken cancellationToken = default)
    {
        var name = window.Name.Trim();
        Check(window with { Name = name });
        return database.WriteAsync(
            $"The window {name}",
            session => session.Single<ProjectWindow>(
                $"""
                INSERT INTO window_preset (project_id, modality, name, center, width, function, created_by, created_at)
                VALUES (@projectId, @Modality, @name, @Center, @Width, @Function, @userId, @Now)
                ON CONFLICT (project_id, modality, name) DO UPDATE
                SET name = excluded.name, center = excluded.center, width = excluded.width, function = excluded.function
                RETURNING {Columns}
                """,
                new { projectId, window.Modality, name, window.Center, window.Width, window.Function, userId, session.Now }),
            cancellationToken);
    }

    /// <summary>False when the project has no such window (any more).</summary>
    public Task<bool> RemoveAsync(long projectId, long windowId, CancellationToken cancellationToken = default) => database.WriteAsync(
        "The removal of the window",
        session => session.Execute("DELETE FROM window_preset WHERE project_id = @projectId AND id = @windowId", new { projectId, windowId }) > 0,
        cancellationToken);

    static void Check(NewWindow window)
    {
        if (window.Name.Length is 0 or > LongestName)
        {
            throw new StorageException($"A window needs a name of 1 to {LongestName} characters.");
        }

        if (!double.IsFinite(window.Center) || !double.IsFinite(window.Width) || window.Width <= 0 || !Functions.Contains(window.Function))
        {
            throw new StorageException($"The window {window.Name} was not saved: its width must be above 0.");
        }
    }
}
