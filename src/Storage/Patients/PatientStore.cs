namespace Studio.Storage;

public sealed record Patient
{
    public long Id { get; init; }

    /// <summary>Pseudonym, or the identifier the owner imported.</summary>
    public required string Key { get; init; }
    public int Images { get; init; }
}

/// <summary>Whose image it was before it was moved; null: nobody knew.</summary>
public sealed record FormerPatient
{
    public long ImageId { get; init; }
    public long? PatientId { get; init; }
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

    /// <summary>
    /// Says that images are of one patient, each with all slices of its series; the change is in the audit log. Who may say it
    /// is for the caller to decide.
    /// </summary>
    /// <param name="key">The patient's; made where it is new.</param>
    /// <returns>Whose the images were that have another patient now.</returns>
    public Task<IReadOnlyList<FormerPatient>> MoveAsync(
        long projectId, IReadOnlyCollection<long> imageIds, string key, string reason, long? userId, CancellationToken cancellationToken = default) =>
        database.WriteAsync<IReadOnlyList<FormerPatient>>(
            "The patient of the images",
            session =>
            {
                var patientId = GetOrCreateId(session, projectId, key);
                var former = session.Query<FormerPatient>(
                    """
                    SELECT image.id AS image_id, image.patient_id FROM image
                    WHERE image.project_id = @projectId AND image.patient_id IS NOT @patientId AND (
                      image.id IN (SELECT value FROM json_each(@imageIds)) OR image.series_id IN (
                        SELECT chosen.series_id FROM image chosen
                        WHERE chosen.series_id IS NOT NULL AND chosen.id IN (SELECT value FROM json_each(@imageIds))))
                    """,
                    new { projectId, patientId, imageIds = StoredJson.Write(imageIds) });
                Set(session, former.Select(image => image with { PatientId = patientId }));
                AuditLog.Append(
                    session, userId, "move-to-patient", AuditLog.SubjectOf(session, projectId), new { patientId, former, reason });
                return former;
            },
            cancellationToken);

    /// <summary>Takes back what <see cref="MoveAsync"/> did.</summary>
    public Task MoveBackAsync(long projectId, IReadOnlyList<FormerPatient> former, long? userId, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            "The patient of the images",
            session =>
            {
                Set(session, former);
                AuditLog.Append(session, userId, "move-back-to-patient", AuditLog.SubjectOf(session, projectId), new { former });
            },
            cancellationToken);

    static void Set(DatabaseSession session, IEnumerable<FormerPatient> patients) =>
        session.Execute("UPDATE image SET patient_id = @PatientId WHERE id = @ImageId", patients.ToList());
}
