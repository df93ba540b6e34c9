namespace Studio.Storage;

/// <summary>Columns that a project's images have beyond the built-in ones, and their values.</summary>
public sealed class FieldStore(Database database)
{
    const string Columns = "id, project_id, name, source, element, kind";

    /// <summary>Measured ones first, then by name.</summary>
    public Task<IReadOnlyList<Field>> ListAsync(long projectId, CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<Field>>(
        session => session.Query<Field>($"SELECT {Columns} FROM field WHERE project_id = @projectId ORDER BY source <> 'measured', name", new { projectId }),
        cancellationToken);

    /// <summary>The field of this name, made if there is none.</summary>
    /// <exception cref="StorageException">The name is taken by a field of another source or kind.</exception>
    public Task<Field> GetOrCreateAsync(
        long projectId, string name, FieldSource source, FieldKind kind, string? element = null, CancellationToken cancellationToken = default) =>
        database.WriteAsync($"The column {name}", session => GetOrCreate(session, projectId, name, source, kind, element), cancellationToken);

    /// <summary>Sets values; those of other images stay.</summary>
    public Task SetAsync(Field field, IReadOnlyCollection<FieldValue> values, CancellationToken cancellationToken = default) => database.WriteAsync(
        $"The column {field.Name}", session => Set(session, field, values), cancellationToken);

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

    internal static void Set(DatabaseSession session, Field field, IReadOnlyCollection<FieldValue> values)
    {
        foreach (var value in values)
        {
            if (value is { Number: null, Text: null })
                session.Execute("DELETE FROM field_value WHERE field_id = @Id AND image_id = @ImageId", new { field.Id, value.ImageId });
            else
                session.Execute("REPLACE INTO field_value (field_id, image_id, text, number) VALUES (@Id, @ImageId, @Text, @Number)", new { field.Id, value.ImageId, value.Text, value.Number });
        }
    }
}
