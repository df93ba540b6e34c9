namespace Studio.Storage;

public sealed record Patient
{
    public long Id { get; init; }

    /// <summary>Pseudonym, or the identifier the owner imported.</summary>
    public required string Key { get; init; }
    public int Images { get; init; }
}

public sealed class PatientStore(Database database)
{
    const string WithImages =
        "SELECT patient.id, patient.key, (SELECT count(*) FROM image WHERE image.patient_id = patient.id) AS images FROM patient";

    public Task<Patient> GetOrCreateAsync(long projectId, string key, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            "The patient",
            session =>
            {
                GetOrCreateId(session, projectId, key);
                return session.Single<Patient>(
                    $"{WithImages} WHERE patient.project_id = @projectId AND patient.key = @key",
                    new { projectId, key });
            },
            cancellationToken);

    /// <summary>Without counting the patient's images, which grows with every file of an import.</summary>
    internal static long GetOrCreateId(DatabaseSession session, long projectId, string key)
    {
        session.Execute(
            "INSERT INTO patient (project_id, key) VALUES (@projectId, @key) ON CONFLICT DO NOTHING",
            new { projectId, key });
        return session.Single<long>("SELECT id FROM patient WHERE project_id = @projectId AND key = @key", new { projectId, key });
    }

    public Task<int> CountAsync(long projectId, CancellationToken cancellationToken = default) => database.ReadAsync(
        session => session.Single<int>("SELECT count(*) FROM patient WHERE project_id = @projectId", new { projectId }), cancellationToken);

    public Task<IReadOnlyList<Patient>> ListAsync(long projectId, CancellationToken cancellationToken = default) => database.ReadAsync(
        session => (IReadOnlyList<Patient>)session.Query<Patient>(
            $"{WithImages} WHERE patient.project_id = @projectId ORDER BY patient.key",
            new { projectId }),
        cancellationToken);

    /// <summary>Says whose images these are; null takes the patient away.</summary>
    public Task AssignAsync(IReadOnlyCollection<long> imageIds, long? patientId, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            "The patient of the images",
            session =>
            {
                foreach (var imageId in imageIds)
                {
                    session.Execute("UPDATE image SET patient_id = @patientId WHERE id = @imageId", new { imageId, patientId });
                }
            },
            cancellationToken);
}
