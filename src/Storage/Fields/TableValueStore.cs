namespace Studio.Storage;

/// <summary>A column that a table brings.</summary>
/// <param name="Name">Of a field of source table, made if there is none.</param>
public sealed record NewTableField(string Name, FieldKind Kind);

/// <summary>What one row of a table says of its images.</summary>
/// <param name="Values">One per column; one without number and text says nothing, and what was known stays.</param>
/// <param name="PatientKey">Null: says nothing. So of the category.</param>
public readonly record struct TableValues(
    IReadOnlyList<long> ImageIds, IReadOnlyList<(double? Number, string? Text)> Values, string? PatientKey, string? Category);

/// <summary>A table of people's own on its way into the studio.</summary>
/// <param name="Rows">Asked for again where the transaction runs again; each row is stored as it comes.</param>
/// <param name="Detail">For the audit log: nothing that identifies.</param>
public sealed record NewTable(
    Project Project, long? UserId, IReadOnlyList<NewTableField> Fields, Func<IEnumerable<TableValues>> Rows, object Detail);

/// <summary>What a table changed.</summary>
/// <param name="Images">Images that its rows named.</param>
/// <param name="Columns">New and changed values, one per column.</param>
/// <param name="Patients">Images of which it said another patient than was known; so of categories.</param>
public sealed record StoredTable(int Images, IReadOnlyList<(string Name, int Added, int Changed)> Columns, int Patients, int Categories)
{
    public bool ChangesNothing => Patients + Categories == 0 && Columns.All(column => column.Added + column.Changed == 0);
}

/// <summary>Stores what tables say of images: all of a table, or nothing.</summary>
public sealed class TableValueStore(Database database)
{
    /// <exception cref="StorageException">A column exists with another kind or from another source. Nothing is stored.</exception>
    public Task<StoredTable> StoreAsync(NewTable table, CancellationToken cancellationToken = default) =>
        database.WriteAsync("The table", session => Store(session, table, cancellationToken), cancellationToken);

    static StoredTable Store(DatabaseSession session, NewTable table, CancellationToken cancellationToken)
    {
        var fields = table.Fields.Select(column =>
            FieldStore.GetOrCreate(session, table.Project.Id, column.Name, FieldSource.Table, column.Kind, element: null)).ToList();
        var writers = fields.ConvertAll(field => new FieldWriter(session, field));
        using var patient = session.Prepare(
            "UPDATE image SET patient_id = @patient WHERE id = @image AND patient_id IS NOT @patient", "patient", "image");
        using var category = session.Prepare(
            "UPDATE image SET category = @category WHERE id = @image AND category IS NOT @category", "category", "image");
        var patientIds = new Dictionary<string, long>(StringComparer.Ordinal);
        var images = new HashSet<long>();
        var (patients, categories) = (0, 0);
        try
        {
            foreach (var row in table.Rows())
            {
                cancellationToken.ThrowIfCancellationRequested();
                foreach (var imageId in row.ImageIds)
                {
                    images.Add(imageId);
                    for (var column = 0; column < writers.Count; column++)
                    {
                        var (number, text) = row.Values[column];
                        if (number is not null || text is not null)
                            writers[column].Write(new FieldValue(imageId, number, text));
                    }

                    if (row.PatientKey is { } key)
                        patients += patient.Execute(PatientId(key), imageId);
                    if (row.Category is not null)
                        categories += category.Execute(row.Category, imageId);
                }
            }
        }
        finally
        {
            writers.ForEach(writer => writer.Dispose());
        }

        var stored = new StoredTable(images.Count, [.. fields.Zip(writers, (field, writer) => (field.Name, writer.Added, writer.Changed))], patients, categories);
        AuditLog.Append(session, table.UserId, "add-table", $"project/{table.Project.Slug}", new
        {
            table = table.Detail,
            stored.Images,
            columns = stored.Columns.Select(column => new { column.Name, column.Added, column.Changed }),
            stored.Patients,
            stored.Categories,
        });
        return stored;

        long PatientId(string key) => patientIds.TryGetValue(key, out var known)
            ? known
            : patientIds[key] = PatientStore.GetOrCreateId(session, table.Project.Id, key);
    }
}
