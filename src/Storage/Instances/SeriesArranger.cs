using Studio.Imaging;
using Studio.Imaging.Geometry;

namespace Studio.Storage;

/// <summary>A series after its slices were put in order.</summary>
public sealed record ArrangedSeries
{
    public long Id { get; init; }
    public string? Description { get; init; }
    public string? Modality { get; init; }
    public string? Channel { get; init; }
    public int? Number { get; init; }
    public int SliceCount { get; init; }
    public double? SliceSpacingMm { get; init; }
    public string? Orientation { get; init; }
    public string? PatientKey { get; init; }
    public long FirstImageId { get; init; }
    public IReadOnlyList<string> Findings { get; private init; } = [];

    internal string FindingsJson
    {
        init => Findings = StoredJson.Read<IReadOnlyList<string>>(value);
    }
}

/// <summary>Gives every slice of a series its place, whenever files were added to it.</summary>
public sealed class SeriesArranger(Database database)
{
    const string SeriesOfBatch =
        """
        SELECT DISTINCT slice.series_id FROM import_item item
        JOIN image ON image.id = item.image_id
        JOIN image slice ON slice.instance_id = image.instance_id
        WHERE item.batch_id = @batchId AND slice.series_id IS NOT NULL
        """;

    sealed record SliceRow
    {
        public long Id { get; init; }
        public string? PlaneJson { get; init; }
        public int Rows { get; init; }
        public int Columns { get; init; }
        public double? SpacingRowMm { get; init; }
        public double? SpacingColumnMm { get; init; }
        public int? InstanceNumber { get; init; }
        public int FrameIndex { get; init; }
    }

    /// <summary>Series that hold files of a batch.</summary>
    public Task<IReadOnlyList<long>> FindOfBatchAsync(long batchId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<long>>(
            session => session.Query<long>(SeriesOfBatch, new { batchId }),
            cancellationToken);

    /// <summary>Orders the slices and stores what is odd about them.</summary>
    public Task ArrangeAsync(long seriesId, CancellationToken cancellationToken = default) => database.WriteAsync(
        "The order of the slices",
        session =>
        {
            var rows = session.Query<SliceRow>(
                """
                SELECT image.id, image.plane_json, image.rows, image.columns, image.spacing_row_mm, image.spacing_column_mm,
                       instance.instance_number, image.frame_index
                FROM image LEFT JOIN instance ON instance.id = image.instance_id WHERE image.series_id = @seriesId
                """,
                new { seriesId });
            var arrangement = SeriesGeometry.Arrange(rows.ConvertAll(ToSlice));
            for (var index = 0; index < arrangement.Keys.Count; index++)
            {
                session.Execute(
                    "UPDATE image SET slice_index = @index WHERE id = @id AND slice_index IS NOT @index",
                    new { index, id = arrangement.Keys[index] });
            }

            session.Execute(
                """
                UPDATE series SET slice_count = @Count, slice_spacing_mm = @SpacingMm, orientation = @Orientation,
                                  findings_json = @findings WHERE id = @seriesId
                """,
                new
                {
                    arrangement.Keys.Count,
                    arrangement.SpacingMm,
                    arrangement.Orientation,
                    findings = StoredJson.Write(arrangement.Findings),
                    seriesId,
                });
        },
        cancellationToken);

    /// <summary>Series of a batch, those with findings first.</summary>
    public Task<IReadOnlyList<ArrangedSeries>> ListOfBatchAsync(long batchId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<ArrangedSeries>>(
            session => session.Query<ArrangedSeries>(
                $"""
                SELECT series.id, series.description, series.modality, series.channel, series.number, series.slice_count,
                       series.slice_spacing_mm, series.orientation, series.findings_json, patient.key AS patient_key,
                       first.id AS first_image_id
                FROM series JOIN image first ON first.series_id = series.id AND first.slice_index = 0
                LEFT JOIN patient ON patient.id = first.patient_id
                WHERE series.id IN ({SeriesOfBatch})
                ORDER BY series.findings_json = '[]', patient.key, series.number, series.id
                """,
                new { batchId }),
            cancellationToken);

    static SeriesSlice ToSlice(SliceRow row) => new(
        row.Id,
        StoredPlane.Read(row.PlaneJson),
        row.Rows,
        row.Columns,
        row is { SpacingRowMm: { } rowMm, SpacingColumnMm: { } columnMm } ? new PixelSpacing(rowMm, columnMm) : null,
        row.InstanceNumber,
        row.FrameIndex);
}
