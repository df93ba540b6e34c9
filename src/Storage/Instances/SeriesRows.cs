namespace Studio.Storage;

/// <summary>Rows of studies and series; made with the first file that names them.</summary>
static class SeriesRows
{
    public static long GetOrCreate(DatabaseSession session, NewInstance instance, NewFrame frame, long? patientId)
    {
        var file = instance.File;
        var studyId = file.StudyUid is { } study ? Study(session, instance, study, patientId) : (long?)null;
        session.Execute(
            """
            INSERT INTO series (project_id, study_id, uid, number, modality, description, channel, case_key)
            VALUES (@ProjectId, @studyId, @SeriesUid, @SeriesNumber, @Modality, @SeriesDescription, @Channel, @CaseKey)
            ON CONFLICT (project_id, uid) DO NOTHING
            """,
            new
            {
                instance.ProjectId,
                studyId,
                frame.SeriesUid,
                file.Clinical?.SeriesNumber,
                file.Modality,
                SeriesDescription = file.Clinical?.SeriesDescription,
                frame.Channel,
                frame.CaseKey,
            });
        return session.Single<long>(
            "SELECT id FROM series WHERE project_id = @ProjectId AND uid = @SeriesUid",
            new { instance.ProjectId, frame.SeriesUid });
    }

    static long Study(DatabaseSession session, NewInstance instance, string uid, long? patientId)
    {
        session.Execute(
            """
            INSERT INTO study (project_id, patient_id, uid, date, description)
            VALUES (@ProjectId, @patientId, @uid, @StudyDate, @StudyDescription)
            ON CONFLICT (project_id, uid) DO NOTHING
            """,
            new { instance.ProjectId, patientId, uid, instance.File.Clinical?.StudyDate, instance.File.Clinical?.StudyDescription });
        return session.Single<long>(
            "SELECT id FROM study WHERE project_id = @ProjectId AND uid = @uid",
            new { instance.ProjectId, uid });
    }
}
