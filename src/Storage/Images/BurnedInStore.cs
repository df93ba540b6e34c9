using Studio.Contracts.Jobs;

namespace Studio.Storage;

/// <summary>Images that look alike to a scanner's overlay: the frames of one series and size, or one picture.</summary>
/// <param name="ImageIds">In the order of the series.</param>
public sealed record BurnedInGroup(string Name, string? PatientKey, string? Modality, int Rows, int Columns, BurnedIn State, IReadOnlyList<long> ImageIds);

/// <summary>Which images may show patient data in their pixels, and what became of them.</summary>
public sealed class BurnedInStore(Database database)
{
    sealed record ImageRow
    {
        public long Id { get; init; }
        public required string Name { get; init; }
        public string? PatientKey { get; init; }
        public string? Modality { get; init; }
        public string? Description { get; init; }
        public long? SeriesId { get; init; }
        public int Rows { get; init; }
        public int Columns { get; init; }
        public required string BurnedIn { get; init; }
    }

    /// <summary>Images that nobody has looked at yet.</summary>
    public Task<int> CountOpenAsync(long projectId, CancellationToken cancellationToken = default) => database.ReadAsync(
        session => session.Single<int>("SELECT count(*) FROM image WHERE project_id = @projectId AND burned_in = 'risk'", new { projectId }),
        cancellationToken);

    /// <summary>Flagged images in groups, those nobody has looked at first.</summary>
    public Task<IReadOnlyList<BurnedInGroup>> ListAsync(long projectId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<BurnedInGroup>>(
            session => session.Query<ImageRow>(
                    """
                    SELECT image.id, image.name, patient.key AS patient_key, image.modality, series.description, image.series_id,
                           image.rows, image.columns, image.burned_in
                    FROM image LEFT JOIN patient ON patient.id = image.patient_id LEFT JOIN series ON series.id = image.series_id
                    WHERE image.project_id = @projectId AND image.burned_in <> 'none'
                    ORDER BY image.burned_in <> 'risk', patient.key, image.series_id, image.slice_index, image.id
                    """,
                    new { projectId })
                .GroupBy(row => (row.SeriesId ?? -row.Id, row.Rows, row.Columns, row.BurnedIn))
                .Select(ToGroup)
                .ToList(),
            cancellationToken);

    public Task SetStateAsync(IReadOnlyCollection<long> imageIds, BurnedIn state, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            "The word on patient data in pixels",
            session => session.Execute(
                "UPDATE image SET burned_in = @state WHERE id = @imageId",
                imageIds.Select(imageId => new { imageId, state = Words.Of(state) }).ToList()),
            cancellationToken);

    /// <summary>Gives an image new pixels in which places are blacked out.</summary>
    /// <returns>The addresses it had before.</returns>
    public Task<(string Pixels, string Thumbnail)> ReplacePixelsAsync(
        long imageId, BlobReference pixels, BlobReference thumbnail, CancellationToken cancellationToken = default) => database.WriteAsync(
        "The blacked-out picture",
        session =>
        {
            var before = session.Single<PixelRow>("SELECT pixel_sha256, thumbnail_sha256 FROM image WHERE id = @imageId", new { imageId });
            session.Execute(
                """
                UPDATE image SET pixel_sha256 = @pixels, thumbnail_sha256 = @thumbnail, burned_in = 'blacked-out'
                WHERE id = @imageId
                """,
                new { pixels = pixels.Sha256, thumbnail = thumbnail.Sha256, imageId });
            return (before.PixelSha256, before.ThumbnailSha256);
        },
        cancellationToken);

    sealed record PixelRow
    {
        public required string PixelSha256 { get; init; }
        public required string ThumbnailSha256 { get; init; }
    }

    static BurnedInGroup ToGroup(IGrouping<(long, int, int, string), ImageRow> group)
    {
        var first = group.First();
        return new BurnedInGroup(
            first.Description ?? first.Name,
            first.PatientKey,
            first.Modality,
            first.Rows,
            first.Columns,
            Words.Parse<BurnedIn>(first.BurnedIn),
            [.. group.Select(row => row.Id)]);
    }
}
