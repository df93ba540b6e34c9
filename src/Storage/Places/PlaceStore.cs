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
/// <param name="Split">The part that came with the data.</param>
/// <param name="Classes">Indexes of the classes that it holds, ascending.</param>
public sealed record MapPoint(long ImageId, MapPlace Place, ImageState State, Split Split, IReadOnlyList<int> Classes);

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
            session => List(session, projectId),
            cancellationToken);

    internal static Dictionary<long, MapPlace> List(DatabaseSession session, long projectId) => session.Query<PlaceRow>(
        """
        SELECT place.image_id, place.x, place.y FROM image JOIN image_place place ON place.image_id = image.id
        WHERE image.project_id = @projectId
        """,
        new { projectId }).ToDictionary(row => row.ImageId, row => new MapPlace(row.X, row.Y));

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
