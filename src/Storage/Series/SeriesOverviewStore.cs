namespace Studio.Storage;

/// <summary>Where an image lies in its series.</summary>
public sealed record SlicePlace
{
    public long ImageId { get; init; }
    public required string Name { get; init; }
    public long SeriesId { get; init; }

    /// <summary>From 0.</summary>
    public int SliceIndex { get; init; }
}

/// <summary>A series with what is known about its geometry.</summary>
public sealed record SeriesFacts
{
    public long SeriesId { get; init; }

    /// <summary>Its middle slice, which stands for it.</summary>
    public long ImageId { get; init; }

    /// <summary>Of that slice.</summary>
    public required string Name { get; init; }

    /// <summary>Null where unknown or mixed.</summary>
    public string? Orientation { get; init; }

    /// <summary>What is wrong with it, in sentences.</summary>
    public IReadOnlyList<string> Findings { get; private init; } = [];

    // A column whose text is not the property's own form.
    internal string FindingsJson
    {
        init => Findings = StoredJson.Read<IReadOnlyList<string>>(value);
    }
}

/// <summary>All series of a project at once, for looking at the data as a whole.</summary>
public sealed class SeriesOverviewStore(Database database)
{
    /// <summary>Every image of a series with several slices, labelled or not, along each series; images that were left out are missing.</summary>
    public Task<IReadOnlyList<SlicePlace>> ListPlacesAsync(long projectId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<SlicePlace>>(
            session => session.Query<SlicePlace>(
                """
                SELECT image.id AS image_id, image.name, image.series_id, image.slice_index
                FROM image JOIN series ON series.id = image.series_id
                WHERE image.project_id = @projectId AND series.slice_count > 1 AND image.slice_index IS NOT NULL AND image.excluded_at IS NULL
                ORDER BY image.series_id, image.slice_index
                """,
                new { projectId }),
            cancellationToken);

    /// <summary>Series with at least one image that was not left out.</summary>
    public Task<IReadOnlyList<SeriesFacts>> ListAsync(long projectId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<SeriesFacts>>(
            session => session.Query<SeriesFacts>(
                """
                SELECT series.id AS series_id, image.id AS image_id, image.name, series.orientation, series.findings_json
                FROM series JOIN image ON image.id = (
                  SELECT slice.id FROM image slice JOIN series own ON own.id = slice.series_id
                  WHERE slice.series_id = series.id AND slice.excluded_at IS NULL
                  ORDER BY abs(coalesce(slice.slice_index, 0) - (own.slice_count - 1) / 2), slice.id LIMIT 1)
                WHERE series.project_id = @projectId ORDER BY series.id
                """,
                new { projectId }),
            cancellationToken);
}
