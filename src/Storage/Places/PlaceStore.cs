using Studio.Contracts.Projects;
using Studio.Imaging.Embedding;

namespace Studio.Storage;

/// <summary>How many of a project's images have a place on its map.</summary>
public sealed record MapExtent
{
    public int Placed { get; init; }
    public int Missing { get; init; }
}

/// <summary>An image, or a series under its middle slice, as a point of the map.</summary>
public sealed record MapPoint
{
    public long ImageId { get; init; }
    public float X { get; init; }
    public float Y { get; init; }
    public ImageState State { get; private init; }

    /// <summary>The part that came with the data.</summary>
    public Split Split { get; private init; }

    /// <summary>Indexes of the classes that it holds, ascending.</summary>
    public IReadOnlyList<int> Classes { get; init; } = [];

    // Columns whose text is not the property's own form.
    internal string StateWord
    {
        init => State = Words.Parse<ImageState>(value);
    }

    internal string SplitWord
    {
        init => Split = Words.Parse<Split>(value);
    }
}

/// <summary>Places of images on the map of pictures that look alike.</summary>
public sealed class PlaceStore(Database database)
{
    /// <summary>Of places that follow from the pixels alone.</summary>
    const string Pixels = "pixels";

    sealed record PlaceRow
    {
        public long ImageId { get; init; }
        public float X { get; init; }
        public float Y { get; init; }
    }

    sealed record HeldRow
    {
        public long Cell { get; init; }
        public int ClassIndex { get; init; }
    }

    /// <summary>All images of a project, the oldest first.</summary>
    public Task<IReadOnlyList<MapPicture>> ListPicturesAsync(long projectId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<MapPicture>>(
            session => session.Query<MapPicture>(
                """
                SELECT id AS image_id, name, rows, columns, samples_per_pixel, bytes_per_sample, bits_stored, is_signed,
                       photometric = 'MONOCHROME1' AS is_monochrome1, pixel_sha256
                FROM image WHERE project_id = @projectId ORDER BY id
                """,
                new { projectId }),
            cancellationToken);

    public Task<MapExtent> GetExtentAsync(long projectId, CancellationToken cancellationToken = default) => database.ReadAsync(
        session => session.Single<MapExtent>(
            """
            SELECT count(place.image_id) AS placed, count(*) - count(place.image_id) AS missing
            FROM image LEFT JOIN image_place place ON place.image_id = image.id WHERE image.project_id = @projectId
            """,
            new { projectId }),
        cancellationToken);

    /// <summary>By image.</summary>
    public Task<IReadOnlyDictionary<long, MapPlace>> ListAsync(long projectId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyDictionary<long, MapPlace>>(
            session => session.Query<PlaceRow>(
                """
                SELECT place.image_id, place.x, place.y FROM image JOIN image_place place ON place.image_id = image.id
                WHERE image.project_id = @projectId
                """,
                new { projectId }).ToDictionary(row => row.ImageId, row => new MapPlace(row.X, row.Y)),
            cancellationToken);

    /// <summary>The filtered images that have a place, in no order.</summary>
    public Task<IReadOnlyList<MapPoint>> ListPointsAsync(ImageFilter filter, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<MapPoint>>(
            session =>
            {
                var query = new ImageQuery(filter);
                var classes = session.Query<HeldRow>(
                    $"""
                    WITH chosen AS MATERIALIZED ({query.ImagesOfCells})
                    SELECT DISTINCT chosen.cell, held.class_index
                    FROM ({HeldClasses.OfImages("chosen")}) held JOIN chosen ON chosen.id = held.image_id ORDER BY 2
                    """,
                    query.Arguments).ToLookup(row => row.Cell, row => row.ClassIndex);
                return session.Query<MapPoint>(
                    $"""
                    SELECT cell.id AS image_id, place.x, place.y, cell.state_word, cell.split_word
                    FROM (SELECT image.id, {query.State} AS state_word,
                                 coalesce(image.fixed_split, '{Words.Of(Split.Unassigned)}') AS split_word {query.From}) cell
                    JOIN image_place place ON place.image_id = cell.id
                    """,
                    query.Arguments).ConvertAll(point => point with { Classes = [.. classes[point.ImageId]] });
            },
            cancellationToken);

    /// <summary>A new map instead of the one there was.</summary>
    public Task ReplaceAsync(
        long projectId, IReadOnlyCollection<(long ImageId, MapPlace Place)> places, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            "The map of the images",
            session =>
            {
                session.Execute("DELETE FROM image_place WHERE image_id IN (SELECT id FROM image WHERE project_id = @projectId)", new { projectId });
                Insert(session, places);
            },
            cancellationToken);

    /// <summary>Further images on the map there is.</summary>
    public Task AddAsync(IReadOnlyCollection<(long ImageId, MapPlace Place)> places, CancellationToken cancellationToken = default) =>
        database.WriteAsync("Places on the map of the images", session => Insert(session, places), cancellationToken);

    // One statement: others wait to write meanwhile. An image may have gone since its place was computed.
    static void Insert(DatabaseSession session, IReadOnlyCollection<(long ImageId, MapPlace Place)> places) => session.Execute(
        """
        INSERT INTO image_place (image_id, source, x, y)
        SELECT image.id, @Pixels, place.value ->> 1, place.value ->> 2
        FROM json_each(@places) place JOIN image ON image.id = place.value ->> 0
        WHERE true ON CONFLICT (image_id) DO UPDATE SET source = excluded.source, x = excluded.x, y = excluded.y
        """,
        new { Pixels, places = StoredJson.Write(places.Select(entry => new[] { entry.ImageId, (double)entry.Place.X, entry.Place.Y })) });
}
