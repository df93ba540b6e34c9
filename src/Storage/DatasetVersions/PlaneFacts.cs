namespace Studio.Storage;

/// <summary>A case with labelled images.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Channels">On the same grid; one without a name is missing.</param>
public sealed record CaseOfChannels(string Key, IReadOnlyList<string> Channels);

/// <summary>What the labelled images have beside them.</summary>
/// <param name="WithoutCase">Labelled images that belong to no case.</param>
/// <param name="WithoutSeries">Labelled images that are in no series, or alone in theirs.</param>
/// <param name="InColour">Labelled images in colour, which cannot be one plane of several.</param>
public sealed record PlaneFacts(IReadOnlyList<CaseOfChannels> Cases, int WithoutCase, int WithoutSeries, int InColour)
{
    public static PlaneFacts None { get; } = new([], 0, 0, 0);

    /// <summary>Of the labelled images of a project.</summary>
    internal static PlaneFacts Read(DatabaseSession session, long projectId) =>
        Read(session, projectId, null, CurrentLabel.ImageIsLabelled);

    /// <summary>Of the images of a version.</summary>
    internal static PlaneFacts ReadFrozen(DatabaseSession session, long projectId, long versionId) => Read(
        session, projectId, versionId, "image.id IN (SELECT item.image_id FROM dataset_item item WHERE item.version_id = @versionId)");

    /// <param name="takesPart">Which images count, as a condition on the row <c>image</c>.</param>
    static PlaneFacts Read(DatabaseSession session, long projectId, long? versionId, string takesPart)
    {
        var counts = session.Single<Counts>(
            $"""
            SELECT count(CASE WHEN series.case_key IS NULL THEN 1 END) AS without_case,
                   count(CASE WHEN coalesce(series.slice_count, 0) < 2 THEN 1 END) AS without_series,
                   count(CASE WHEN image.samples_per_pixel > 1 THEN 1 END) AS in_colour
            FROM image LEFT JOIN series ON series.id = image.series_id
            WHERE image.project_id = @projectId AND {takesPart}
            """,
            new { projectId, versionId });
        var channels = session.Query<ChannelRow>(
            $"""
            SELECT DISTINCT series.case_key, series.channel FROM series
            WHERE series.project_id = @projectId AND series.channel IS NOT NULL AND series.case_key IN (
              SELECT own.case_key FROM image JOIN series own ON own.id = image.series_id
              WHERE image.project_id = @projectId AND {takesPart})
            ORDER BY series.case_key, series.channel
            """,
            new { projectId, versionId });
        return new PlaneFacts(
            [.. channels.GroupBy(row => row.CaseKey).Select(found => new CaseOfChannels(found.Key, [.. found.Select(row => row.Channel)]))],
            counts.WithoutCase,
            counts.WithoutSeries,
            counts.InColour);
    }

    sealed record Counts
    {
        public int WithoutCase { get; init; }
        public int WithoutSeries { get; init; }
        public int InColour { get; init; }
    }

    sealed record ChannelRow
    {
        public required string CaseKey { get; init; }
        public required string Channel { get; init; }
    }
}
