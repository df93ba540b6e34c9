using Studio.Contracts.Import;
using Studio.Contracts.Labels;

namespace Studio.Storage;

/// <summary>Imported files with their patient, study, series and frames. A file is in with everything, or not at all.</summary>
public sealed class InstanceStore(Database database)
{
    const string InsertInstance =
        """
        INSERT INTO instance (project_id, series_id, content_sha256, source_path, sop_instance_uid, instance_number, header_json, original_sha256, created_at)
        VALUES (@ProjectId, @seriesId, @ContentSha256, @SourcePath, @SopInstanceUid, @InstanceNumber, @HeaderJson, @OriginalSha256, @Now)
        ON CONFLICT (project_id, content_sha256) DO NOTHING RETURNING id
        """;

    /// <summary>Adds several files and what became of them in one transaction.</summary>
    /// <returns>The items as listed; a file that is in the project already is skipped.</returns>
    public Task<IReadOnlyList<ImportItem>> AddAsync(
        IReadOnlyList<(NewInstance Instance, ImportPlace Place)> files, CancellationToken cancellationToken = default) =>
        database.WriteAsync<IReadOnlyList<ImportItem>>(
            files.Count == 1 ? files[0].Instance.SourcePath : $"{files[0].Instance.SourcePath} and {files.Count - 1} more files",
            session => files.Select(file => Add(session, file.Instance, file.Place)).ToList(),
            cancellationToken);

    static ImportItem Add(DatabaseSession session, NewInstance instance, ImportPlace place)
    {
        var item = Insert(session, instance) is { } imageId
            ? new ImportItem(instance.SourcePath, ImportFate.Imported, place.Reason, imageId)
            : new ImportItem(instance.SourcePath, ImportFate.Skipped, "Already in the project.", null);
        ImportBatchStore.SetItem(session, place.BatchId, place.Position, item);
        return item;
    }

    /// <returns>The image of the first frame, or null when the file is in the project already.</returns>
    static long? Insert(DatabaseSession session, NewInstance instance)
    {
        var patientId = instance.PatientKey is { } key ? PatientStore.GetOrCreateId(session, instance.ProjectId, key) : (long?)null;
        var series = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var frame in instance.Frames)
        {
            if (frame.SeriesUid is { } uid && !series.ContainsKey(uid))
                series[uid] = SeriesRows.GetOrCreate(session, instance, frame, patientId);
        }

        var instanceId = session.Find<long?>(InsertInstance, new
        {
            instance.ProjectId,
            seriesId = series.Count > 0 ? series.Values.First() : (long?)null,
            instance.ContentSha256,
            instance.SourcePath,
            instance.File.SopInstanceUid,
            instance.File.Clinical?.InstanceNumber,
            instance.File.Clinical?.HeaderJson,
            instance.OriginalSha256,
            session.Now,
        });
        if (instanceId is null)
            return null;
        long? first = null;
        var stated = new List<StatedClasses>();
        foreach (var frame in instance.Frames)
        {
            var id = ImageStore.Insert(session, new NewImage(
                instance.ProjectId,
                patientId,
                frame.Name,
                instance.SourcePath,
                instance.ContentSha256,
                instance.File,
                frame.Frame,
                frame.ThumbnailSha256,
                instance.FixedSplit,
                instanceId,
                frame.SeriesUid is { } uid ? series[uid] : null));
            first ??= id;
            if (id is { } imageId && frame.Frame.Tags is { } numbers)
                stated.Add(new StatedClasses(imageId, numbers));
        }

        StatedClasses.Store(session, instance.ProjectId, stated);
        if (instance.File.Clinical?.HeaderJson is not null)
            DicomFieldStore.FillOf(session, instanceId.Value);
        return first;
    }
}
