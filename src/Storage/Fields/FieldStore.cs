namespace Studio.Storage;

/// <summary>Columns that a project's images have beyond the built-in ones, and their values.</summary>
public sealed class FieldStore(Database database)
{
    internal const string Columns = "id, project_id, name, source, element, kind";

    /// <summary>Values that are written at once; between two groups others may write.</summary>
    const int Group = 20_000;

    /// <summary>Measured ones first, then by name.</summary>
    public Task<IReadOnlyList<Field>> ListAsync(long projectId, CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<Field>>(
        session => session.Query<Field>($"SELECT {Columns} FROM field WHERE project_id = @projectId ORDER BY source <> 'measured', name", new { projectId }),
        cancellationToken);

    /// <summary>The field of this name, made if there is none.</summary>
    /// <exception cref="StorageException">The name is taken by a field of another source or kind.</exception>
    public Task<Field> GetOrCreateAsync(
        long projectId, string name, FieldSource source, FieldKind kind, string? element = null, CancellationToken cancellationToken = default) =>
        database.WriteAsync($"The column {name}", session => GetOrCreate(session, projectId, name, source, kind, element), cancellationToken);

    /// <summary>Sets values; those of other images stay. Stored group by group: what is stored before a failure stays.</summary>
    public async Task SetAsync(Field field, IReadOnlyCollection<FieldValue> values, CancellationToken cancellationToken = default)
    {
        foreach (var group in values.Chunk(Group))
        {
            await database.WriteAsync(
                $"The column {field.Name}",
                session =>
                {
                    using var writer = new FieldWriter(session, field);
                    foreach (var value in group)
                        writer.Write(value);
                },
                cancellationToken);
        }
    }

    /// <summary>All values of a field in the order of image ids, one after the other: none is kept.</summary>
    public Task VisitAsync(Field field, Action<FieldValue> visit, CancellationToken cancellationToken = default) => database.ReadAsync(
        session =>
        {
            session.Read(
                "SELECT image_id, number, text FROM field_value WHERE field_id = @Id ORDER BY image_id",
                new { field.Id },
                row =>
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    visit(new FieldValue(row.GetInt64(0), row.IsDBNull(1) ? null : row.GetDouble(1), row.IsDBNull(2) ? null : row.GetString(2)));
                });
            return true;
        },
        cancellationToken);

    /// <summary>
    /// Takes a column away with its values, and writes that into the audit log. Header elements and measures can be added
    /// again, tables imported again; what was written by hand is kept.
    /// </summary>
    /// <returns>How many values went.</returns>
    /// <exception cref="StorageException">The column was written by hand.</exception>
    public Task<int> RemoveAsync(Field field, long? userId, CancellationToken cancellationToken = default) => database.WriteAsync(
        $"The column {field.Name}",
        session =>
        {
            if (field.Source == FieldSource.Written)
                throw new StorageException($"The column {field.Name} was written by hand and exists nowhere else, so it stays.");
            var values = session.Execute("DELETE FROM field_value WHERE field_id = @Id", new { field.Id });
            if (session.Execute("DELETE FROM field WHERE id = @Id", new { field.Id }) == 0)
                return 0;
            AuditLog.Append(session, userId, "remove-column", Subject(session, field.ProjectId), new { field.Name, source = Words.Of(field.Source), field.Element, values });
            return values;
        },
        cancellationToken);

    /// <summary>What an entry of the audit log is about.</summary>
    internal static string Subject(DatabaseSession session, long projectId) =>
        $"project/{session.Single<string>("SELECT slug FROM project WHERE id = @projectId", new { projectId })}";

    /// <summary>What fields say of some images, e.g. those of a page.</summary>
    public Task<IReadOnlyDictionary<(long ImageId, long FieldId), FieldValue>> ReadAsync(
        IReadOnlyCollection<long> fieldIds, IReadOnlyCollection<long> imageIds, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyDictionary<(long, long), FieldValue>>(
            session =>
            {
                var values = new Dictionary<(long, long), FieldValue>();
                session.Read(
                    """
                    SELECT field.value, image.value, said.number, said.text FROM json_each(@fields) field, json_each(@images) image
                    JOIN field_value said ON said.field_id = field.value AND said.image_id = image.value
                    """,
                    new { fields = StoredJson.Write(fieldIds), images = StoredJson.Write(imageIds) },
                    row => values[(row.GetInt64(1), row.GetInt64(0))] =
                        new FieldValue(row.GetInt64(1), row.IsDBNull(2) ? null : row.GetDouble(2), row.IsDBNull(3) ? null : row.GetString(3)));
                return values;
            },
            cancellationToken);

    internal static Field? Find(DatabaseSession session, long fieldId) =>
        session.Find<Field>($"SELECT {Columns} FROM field WHERE id = @fieldId", new { fieldId });

    internal static Field GetOrCreate(DatabaseSession session, long projectId, string name, FieldSource source, FieldKind kind, string? element)
    {
        session.Execute(
            """
            INSERT INTO field (project_id, name, source, element, kind, created_at) VALUES (@projectId, @name, @source, @element, @kind, @Now)
            ON CONFLICT (project_id, name) DO NOTHING
            """,
            new { projectId, name, source = Words.Of(source), element, kind = Words.Of(kind), session.Now });
        var field = session.Single<Field>($"SELECT {Columns} FROM field WHERE project_id = @projectId AND name = @name", new { projectId, name });
        return field.Source == source && field.Kind == kind && field.Element == element
            ? field
            : throw new StorageException($"The column {field.Name} exists already and holds {(field.Kind == FieldKind.Number ? "numbers" : "text")}. Give this one another name.");
    }
}
