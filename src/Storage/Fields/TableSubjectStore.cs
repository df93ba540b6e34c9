namespace Studio.Storage;

/// <summary>By what a table may name an image.</summary>
/// <param name="File">The same for all frames of a file; from 0, without gaps.</param>
public sealed record TableSubject(
    long Id, int File, string Name, string SourcePath, string? SopInstanceUid, long? SeriesId, long? PatientId, string? PatientKey, string? Category);

/// <summary>The images of a project as a table of people's own names them.</summary>
public sealed class TableSubjectStore(Database database)
{
    /// <summary>The frames of a file stand beside each other.</summary>
    public Task<IReadOnlyList<TableSubject>> ListAsync(long projectId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<TableSubject>>(
            session =>
            {
                var subjects = new List<TableSubject>();
                var patients = new Dictionary<string, string>(StringComparer.Ordinal);
                string? content = null;
                var file = -1;
                session.Read(
                    """
                    SELECT image.id, image.content_sha256, image.name, image.source_path, image.sop_instance_uid, image.series_id,
                           image.patient_id, patient.key, image.category
                    FROM image LEFT JOIN patient ON patient.id = image.patient_id
                    WHERE image.project_id = @projectId ORDER BY image.content_sha256, image.frame_index
                    """,
                    new { projectId },
                    row =>
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        long? Id(int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
                        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
                        var isSameFile = content == row.GetString(1);
                        content = row.GetString(1);
                        file += isSameFile ? 0 : 1;
                        var patient = Text(7);
                        if (patient is not null && !patients.TryAdd(patient, patient))
                            patient = patients[patient];
                        subjects.Add(new TableSubject(
                            row.GetInt64(0),
                            file,
                            row.GetString(2),
                            isSameFile ? subjects[^1].SourcePath : row.GetString(3),
                            isSameFile ? subjects[^1].SopInstanceUid : Text(4),
                            Id(5),
                            Id(6),
                            patient,
                            Text(8)));
                    });
                return subjects;
            },
            cancellationToken);
}
