namespace Studio.Storage;

/// <summary>Reads what leaves the studio with a version.</summary>
public sealed class VersionExportStore(Database database)
{
    const string IsElsewhere = "NOT EXISTS (SELECT 1 FROM dataset_item item WHERE item.version_id = @Id AND item.image_id = image.id)";

    /// <summary>In the order of image ids.</summary>
    public Task<IReadOnlyList<ExportItem>> ListItemsAsync(long versionId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<ExportItem>>(
            session => session.Query<ExportItem>(
                """
                SELECT item.image_id, image.name, item.patient_key, item.split, item.fold, image.format, image.modality, item.category,
                       image.series_id, image.slice_index, series.slice_spacing_mm, image.rows, image.columns, image.samples_per_pixel,
                       image.bytes_per_sample, image.bits_stored, image.is_signed, image.photometric, image.spacing_row_mm,
                       image.spacing_column_mm, image.rescale_slope, image.rescale_intercept, image.pixel_sha256, item.labelmap_sha256,
                       item.boxes_json, item.tags_json
                FROM dataset_item item JOIN image ON image.id = item.image_id LEFT JOIN series ON series.id = image.series_id
                WHERE item.version_id = @versionId ORDER BY item.image_id
                """,
                new { versionId }),
            cancellationToken);

    /// <summary>Values of the project's fields, by image.</summary>
    public Task<ILookup<long, ExportField>> ListFieldsAsync(long versionId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            session => session.Query<ExportField>(
                """
                SELECT value.image_id, field.name AS field, coalesce(value.text, CAST(value.number AS TEXT)) AS value
                FROM dataset_item item JOIN field_value value ON value.image_id = item.image_id JOIN field ON field.id = value.field_id
                WHERE item.version_id = @versionId AND coalesce(value.text, value.number) IS NOT NULL ORDER BY field.name
                """,
                new { versionId }).ToLookup(row => row.ImageId),
            cancellationToken);

    public Task<ExportFacts> ReadFactsAsync(DatasetVersion version, CancellationToken cancellationToken = default) => database.ReadAsync(
        session =>
        {
            var arguments = new { version.Id, version.ProjectId };
            var audit = session.Find<AuditRow>(
                "SELECT checks_json, coalesce(ended_at, created_at) AS time FROM audit_run WHERE project_id = @ProjectId AND state = 'done' ORDER BY id DESC LIMIT 1",
                arguments);
            var times = session.Single<TimesRow>(
                """
                SELECT min(image.created_at) AS first, max(image.created_at) AS last
                FROM dataset_item item JOIN image ON image.id = item.image_id WHERE item.version_id = @Id
                """,
                arguments);
            return new ExportFacts(
                session.Query<LabelsOfReader>(
                    """
                    SELECT annotation.author_id AS user_id, count(*) AS images
                    FROM dataset_item item JOIN annotation ON annotation.id = item.annotation_id
                    WHERE item.version_id = @Id GROUP BY annotation.author_id ORDER BY images DESC, user_id
                    """,
                    arguments),
                session.Single<int>(
                    """
                    SELECT count(*) FROM dataset_item item JOIN image ON image.id = item.image_id
                    WHERE item.version_id = @Id AND image.patient_id IS NULL
                    """,
                    arguments),
                session.Query<Exclusion>(
                    $"""
                    SELECT coalesce(nullif(excluded_reason, ''), 'no reason given') AS reason, count(*) AS images FROM image
                    WHERE project_id = @ProjectId AND excluded_at IS NOT NULL AND {IsElsewhere} GROUP BY 1 ORDER BY images DESC, reason
                    """,
                    arguments),
                session.Single<int>(
                    $"SELECT count(*) FROM image WHERE project_id = @ProjectId AND excluded_at IS NULL AND {IsElsewhere}", arguments),
                times.First,
                times.Last,
                session.Single<bool>("SELECT deidentifies FROM project WHERE id = @ProjectId", arguments),
                audit?.ChecksJson,
                audit?.Time,
                session.Query<ReviewRow>("SELECT finding_key, reason FROM finding_review WHERE project_id = @ProjectId AND removed_at IS NULL", arguments)
                    .ToDictionary(row => row.FindingKey, row => row.Reason),
                VersionCounts.FindClasses(session, version.Id));
        },
        cancellationToken);

    sealed record AuditRow
    {
        public required string ChecksJson { get; init; }
        public DateTimeOffset Time { get; init; }
    }

    sealed record TimesRow
    {
        public DateTimeOffset First { get; init; }
        public DateTimeOffset Last { get; init; }
    }

    sealed record ReviewRow
    {
        public required string FindingKey { get; init; }
        public required string Reason { get; init; }
    }
}
