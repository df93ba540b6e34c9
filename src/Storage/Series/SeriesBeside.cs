using Studio.Imaging;

namespace Studio.Storage;

/// <summary>A series that can be looked at beside an image, with where its slices lie.</summary>
/// <param name="IsSameCase">Another channel of the image's case, on the same grid; else a series of the same study.</param>
/// <param name="Planes">Of the slices in their order; null where it is unknown.</param>
public sealed record SeriesBeside(SeriesOfImage Series, bool IsSameCase, IReadOnlyList<FramePlane?> Planes);

/// <summary>Finds what can be compared with the series of an image.</summary>
public sealed class SeriesBesideStore(Database database)
{
    /// <summary>More than anybody chooses from; a long study is not sent whole.</summary>
    const int Most = 16;

    sealed record Candidate
    {
        public long SeriesId { get; init; }
        public bool IsSameCase { get; init; }
    }

    /// <summary>
    /// The image's own series first, then the other channels of its case, then the other series of its study. Empty for
    /// an image that is in no series or the only slice of one.
    /// </summary>
    public Task<IReadOnlyList<SeriesBeside>> ListAsync(long imageId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<SeriesBeside>>(
            session =>
            {
                var found = Find(session, imageId).ConvertAll(candidate => Read(session, candidate)).OfType<SeriesBeside>().ToList();
                return found.Exists(item => item.Series.ImageIds.Contains(imageId)) ? found : [];
            },
            cancellationToken);

    static List<Candidate> Find(DatabaseSession session, long imageId) => session.Query<Candidate>(
        """
        SELECT series.id AS series_id, coalesce(series.case_key = own.case_key, 0) OR series.id = own.id AS is_same_case
        FROM image JOIN series own ON own.id = image.series_id
        JOIN series ON series.project_id = own.project_id
          AND (series.id = own.id OR series.case_key = own.case_key OR series.study_id = own.study_id)
        WHERE image.id = @imageId AND series.slice_count > 1
        ORDER BY series.id <> own.id, is_same_case DESC, series.channel, series.number, series.id LIMIT @Most
        """,
        new { imageId, Most });

    static SeriesBeside? Read(DatabaseSession session, Candidate candidate)
    {
        var planes = session.Query<string?>(
            "SELECT plane_json FROM image WHERE series_id = @SeriesId ORDER BY slice_index, id",
            new { candidate.SeriesId });
        var first = session.Find<long>("SELECT id FROM image WHERE series_id = @SeriesId LIMIT 1", new { candidate.SeriesId });
        return SeriesStore.FindForImage(session, first) is { } series
            ? new SeriesBeside(series, candidate.IsSameCase, planes.ConvertAll(StoredPlane.Read))
            : null;
    }
}
