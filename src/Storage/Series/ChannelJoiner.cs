using Studio.Imaging;

namespace Studio.Storage;

/// <summary>A volume that is one channel of a case, by the image of its first frame.</summary>
public sealed record ChannelOfCase(long ImageId, string Channel);

/// <summary>Makes series on one grid the channels of one case.</summary>
public sealed class ChannelJoiner(Database database)
{
    const double SamePlaceMm = 0.1;
    const double SameDirection = 1e-3;

    sealed record Grid
    {
        public long SeriesId { get; init; }
        public int SliceCount { get; init; }
        public int Rows { get; init; }
        public int Columns { get; init; }
        public string? FirstPlaneJson { get; init; }
        public string? LastPlaneJson { get; init; }
        public required string FindingsJson { get; init; }
    }

    /// <summary>Notes which series belong together. One that lies on another grid stays alone and says so.</summary>
    /// <param name="caseKey">The same for no other case of the project.</param>
    /// <param name="channels">The reference first.</param>
    public Task JoinAsync(string caseKey, IReadOnlyList<ChannelOfCase> channels, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            "The channels of a case",
            session =>
            {
                Grid? reference = null;
                foreach (var channel in channels)
                {
                    if (Find(session, channel.ImageId) is not { } grid)
                        continue;
                    reference ??= grid;
                    var isOnGrid = IsSame(reference, grid);
                    session.Execute(
                        "UPDATE series SET channel = @Channel, case_key = @key, findings_json = @findings WHERE id = @SeriesId",
                        new
                        {
                            channel.Channel,
                            key = isOnGrid ? caseKey : null,
                            findings = isOnGrid ? grid.FindingsJson : With(grid.FindingsJson, Finding(channels[0].Channel)),
                            grid.SeriesId,
                        });
                }
            },
            cancellationToken);

    static Grid? Find(DatabaseSession session, long imageId) => session.Find<Grid>(
        """
        SELECT series.id AS series_id, series.slice_count, series.findings_json, image.rows, image.columns,
               first.plane_json AS first_plane_json, last.plane_json AS last_plane_json
        FROM image JOIN series ON series.id = image.series_id
        JOIN image first ON first.series_id = series.id AND first.slice_index = 0
        JOIN image last ON last.series_id = series.id AND last.slice_index = series.slice_count - 1
        WHERE image.id = @imageId
        """,
        new { imageId });

    static bool IsSame(Grid a, Grid b) =>
        (a.SliceCount, a.Rows, a.Columns) == (b.SliceCount, b.Rows, b.Columns)
        && IsSame(StoredPlane.Read(a.FirstPlaneJson), StoredPlane.Read(b.FirstPlaneJson))
        && IsSame(StoredPlane.Read(a.LastPlaneJson), StoredPlane.Read(b.LastPlaneJson));

    static bool IsSame(FramePlane? a, FramePlane? b) => a is null || b is null
        ? a is null && b is null
        : (a.Position - b.Position).Length <= SamePlaceMm
            && (a.RowDirection - b.RowDirection).Length <= SameDirection
            && (a.ColumnDirection - b.ColumnDirection).Length <= SameDirection;

    static string Finding(string reference) =>
        $"It belongs to the same case as {reference} by its name, but has other slices or another grid, so it is not shown as one of its channels. Resample it to {reference} first.";

    static string With(string findingsJson, string finding)
    {
        var findings = StoredJson.Read<IReadOnlyList<string>>(findingsJson);
        return StoredJson.Write<IReadOnlyList<string>>(findings.Contains(finding) ? findings : [.. findings, finding]);
    }
}
