using Studio.Imaging.Quality;

namespace Studio.Storage;

/// <summary>Columns that hold measures of the pixels, and which images still lack them.</summary>
public sealed class MeasuredFieldStore(Database database)
{
    /// <summary>Pixels that were blacked out since, and measures of an older version, count as missing.</summary>
    const string Lacking =
        """
        FROM image LEFT JOIN patient ON patient.id = image.patient_id
        LEFT JOIN image_measure measure ON measure.image_id = image.id
        WHERE image.project_id = @projectId AND image.id > @after AND (
          measure.image_id IS NULL OR measure.version <> @version OR measure.pixel_sha256 <> image.pixel_sha256
          OR EXISTS (SELECT 1 FROM json_each(@fieldIds) field
                     WHERE NOT EXISTS (SELECT 1 FROM field_value WHERE field_id = field.value AND image_id = image.id)))
        """;

    /// <summary>The columns of <see cref="PictureMeasures.Quality"/>.</summary>
    /// <param name="restores">Whether those come back that somebody took away; else only a project without any gets them.</param>
    public Task<IReadOnlyList<Field>> GetOrCreateAsync(long projectId, bool restores, CancellationToken cancellationToken = default) =>
        database.WriteAsync<IReadOnlyList<Field>>(
            "The columns of measures",
            session =>
            {
                var known = session.Query<Field>(
                    $"SELECT {FieldStore.Columns} FROM field WHERE project_id = @projectId AND source = 'measured'", new { projectId });
                return known.Count > 0 && !restores ? known : [.. PictureMeasures.Quality.Select(measure => GetOrCreate(session, projectId, measure, known))];
            },
            cancellationToken);

    /// <summary>How many images lack one of the measures.</summary>
    public Task<int> CountLackingAsync(long projectId, IReadOnlyList<Field> fields, CancellationToken cancellationToken = default) => database.ReadAsync(
        session => session.Single<int>($"SELECT count(*) {Lacking}", Arguments(projectId, fields, after: 0)),
        cancellationToken);

    /// <summary>Some of them, in the order of ids.</summary>
    /// <param name="after">Id of the last image of the group before; 0 for the first group.</param>
    public Task<IReadOnlyList<PictureSource>> ListLackingAsync(
        long projectId, IReadOnlyList<Field> fields, long after, int count, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<PictureSource>>(
            session => session.Query<ImageRecord>(
                $"SELECT {ImageStore.Columns} {Lacking} ORDER BY image.id LIMIT {count}", Arguments(projectId, fields, after)).ConvertAll(PictureSource.Of),
            cancellationToken);

    /// <summary>A table may have brought a column of the same name: that stays, and the measure gets a name of its own.</summary>
    static Field GetOrCreate(DatabaseSession session, long projectId, QualityMeasure measure, List<Field> known)
    {
        if (known.Find(field => field.Element == measure.Name) is { } own)
            return own;
        var isTaken = session.Find<long?>("SELECT id FROM field WHERE project_id = @projectId AND name = @Title", new { projectId, measure.Title }) is not null;
        return FieldStore.GetOrCreate(
            session, projectId, isTaken ? $"{measure.Title} (measured)" : measure.Title, FieldSource.Measured, FieldKind.Number, measure.Name);
    }

    static object Arguments(long projectId, IReadOnlyList<Field> fields, long after) =>
        new { projectId, after, version = PictureMeasures.Version, fieldIds = StoredJson.Write(fields.Select(field => field.Id)) };
}
