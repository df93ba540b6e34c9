namespace Studio.Storage;

/// <summary>Images put together by hand under a name.</summary>
public sealed record ImageCollection
{
    public long Id { get; init; }
    public required string Name { get; init; }
    public int Images { get; init; }
}

public sealed class CollectionStore(Database database)
{
    public const int LongestName = 60;

    const string Select =
        """
        SELECT collection.id, collection.name, (SELECT count(*) FROM collection_image held WHERE held.collection_id = collection.id) AS images
        FROM collection
        """;

    /// <summary>By name.</summary>
    public Task<IReadOnlyList<ImageCollection>> ListAsync(long projectId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<ImageCollection>>(
            session => session.Query<ImageCollection>($"{Select} WHERE collection.project_id = @projectId ORDER BY collection.name", new { projectId }),
            cancellationToken);

    /// <summary>The collection of this name, made if there is none; upper and lower case count as the same.</summary>
    /// <exception cref="StorageException">The name is empty or too long.</exception>
    public Task<ImageCollection> CreateAsync(long projectId, string name, long? userId, CancellationToken cancellationToken = default)
    {
        var given = ShortName.Check(name, LongestName, "collection");
        return database.WriteAsync(
            $"The collection {given}",
            session =>
            {
                session.Execute(
                    """
                    INSERT INTO collection (project_id, name, created_by, created_at) VALUES (@projectId, @given, @userId, @Now)
                    ON CONFLICT (project_id, name) DO NOTHING
                    """,
                    new { projectId, given, userId, session.Now });
                return session.Single<ImageCollection>($"{Select} WHERE collection.project_id = @projectId AND collection.name = @given", new { projectId, given });
            },
            cancellationToken);
    }

    /// <returns>How many images were not in it before; images of other projects are left out.</returns>
    public Task<int> AddAsync(long collectionId, IReadOnlyCollection<long> imageIds, CancellationToken cancellationToken = default) => database.WriteAsync(
        "The images of the collection",
        session => session.Execute(
            """
            INSERT INTO collection_image (collection_id, image_id)
            SELECT @collectionId, image.id FROM json_each(@imageIds) chosen JOIN image ON image.id = chosen.value
            WHERE image.project_id = (SELECT project_id FROM collection WHERE id = @collectionId) ON CONFLICT DO NOTHING
            """,
            new { collectionId, imageIds = StoredJson.Write(imageIds) }),
        cancellationToken);

    /// <returns>How many images were in it.</returns>
    public Task<int> RemoveAsync(long collectionId, IReadOnlyCollection<long> imageIds, CancellationToken cancellationToken = default) => database.WriteAsync(
        "The images of the collection",
        session => session.Execute(
            "DELETE FROM collection_image WHERE collection_id = @collectionId AND image_id IN (SELECT value FROM json_each(@imageIds))",
            new { collectionId, imageIds = StoredJson.Write(imageIds) }),
        cancellationToken);

    /// <summary>Gives the collection up; its images stay where they are.</summary>
    public Task DeleteAsync(long collectionId, CancellationToken cancellationToken = default) => database.WriteAsync(
        "The collection",
        session =>
        {
            session.Execute("DELETE FROM collection_image WHERE collection_id = @collectionId", new { collectionId });
            session.Execute("DELETE FROM collection WHERE id = @collectionId", new { collectionId });
        },
        cancellationToken);
}
