namespace Studio.Storage;

/// <summary>Series and their slices, as they are looked through.</summary>
public sealed class SeriesStore(Database database)
{
    const string InOrder = "ORDER BY image.slice_index, image.id";

    sealed record SeriesRow
    {
        public long Id { get; init; }
        public string? Description { get; init; }
        public string? Modality { get; init; }
        public string? Channel { get; init; }
        public string? CaseKey { get; init; }
        public double? SliceSpacingMm { get; init; }
        public string? Orientation { get; init; }
        public required string FindingsJson { get; init; }
    }

    /// <summary>Null when the image is in no series or is the only slice of one.</summary>
    public Task<SeriesOfImage?> FindForImageAsync(long imageId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(session => FindForImage(session, imageId), cancellationToken);

    /// <summary>Part of the slices, in order.</summary>
    /// <param name="first">Place of the first wanted slice, from 0.</param>
    public Task<IReadOnlyList<ImageRecord>> ListImagesAsync(
        long seriesId,
        int first,
        int count,
        CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<ImageRecord>>(
        session => session.Query<ImageRecord>(
            $"""
            SELECT {ImageStore.Columns} FROM image LEFT JOIN patient ON patient.id = image.patient_id
            WHERE image.series_id = @seriesId {InOrder} LIMIT @count OFFSET @first
            """,
            new { seriesId, first, count }),
        cancellationToken);

    /// <summary>Revisions of one author's documents, by image; slices the author never opened are absent.</summary>
    public Task<IReadOnlyDictionary<long, long>> ListRevisionsAsync(
        long seriesId,
        long authorId,
        CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyDictionary<long, long>>(
        session => session.Query<(long ImageId, long Revision)>(
            """
            SELECT annotation.image_id, annotation.revision FROM annotation JOIN image ON image.id = annotation.image_id
            WHERE image.series_id = @seriesId AND annotation.author_id = @authorId
            """,
            new { seriesId, authorId }).ToDictionary(row => row.ImageId, row => row.Revision),
        cancellationToken);

    internal static SeriesOfImage? FindForImage(DatabaseSession session, long imageId)
    {
        var row = session.Find<SeriesRow>(
            """
            SELECT series.id, series.description, series.modality, series.channel, series.case_key, series.slice_spacing_mm,
                   series.orientation, series.findings_json
            FROM image JOIN series ON series.id = image.series_id WHERE image.id = @imageId
            """,
            new { imageId });
        if (row is null)
        {
            return null;
        }

        var images = session.Query<long>($"SELECT image.id FROM image WHERE image.series_id = @Id {InOrder}", new { row.Id });
        return images.Count < 2
            ? null
            : new SeriesOfImage(
                row.Id,
                row.Description,
                row.Modality,
                row.Channel,
                row.CaseKey,
                row.SliceSpacingMm,
                row.Orientation,
                StoredJson.Read<IReadOnlyList<string>>(row.FindingsJson),
                images);
    }
}
