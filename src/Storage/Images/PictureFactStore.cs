namespace Studio.Storage;

/// <summary>
/// What is computed once from an image's pixels and kept in a table of its own: image_id, version, pixel_sha256, content.
/// </summary>
/// <param name="words">What is being stored, for messages, e.g. "The fingerprints of images".</param>
/// <param name="version">Of the computation; what another one made counts as missing.</param>
public abstract class PictureFactStore<TFact>(Database database, string table, string words, int version)
{
    sealed record Row
    {
        public long ImageId { get; init; }
        public required byte[] Content { get; init; }
    }

    /// <summary>By image; missing where there is none of the image's present pixels.</summary>
    public Task<IReadOnlyDictionary<long, TFact>> ListAsync(
        IEnumerable<PictureSource> pictures, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyDictionary<long, TFact>>(
            session => session.Query<Row>(
                $"""
                SELECT fact.image_id, fact.content FROM json_each(@wanted) picture
                JOIN {table} fact ON fact.image_id = picture.value ->> 'imageId'
                WHERE fact.version = @version AND fact.pixel_sha256 = picture.value ->> 'sha256'
                """,
                new
                {
                    wanted = StoredJson.Write(pictures.Select(picture => new { picture.ImageId, Sha256 = picture.PixelSha256 })),
                    version,
                }).ToDictionary(row => row.ImageId, row => Unpack(row.Content)),
            cancellationToken);

    public Task SaveAsync(IReadOnlyCollection<(PictureSource Picture, TFact Fact)> made, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            words,
            session =>
            {
                foreach (var (picture, fact) in made)
                {
                    session.Execute(
                        $"""
                        INSERT INTO {table} (image_id, version, pixel_sha256, content)
                        SELECT @ImageId, @version, @PixelSha256, @content WHERE EXISTS (SELECT 1 FROM image WHERE id = @ImageId)
                        ON CONFLICT (image_id) DO UPDATE SET version = @version, pixel_sha256 = @PixelSha256, content = @content
                        """,
                        new { picture.ImageId, version, picture.PixelSha256, content = Pack(fact) });
                }

                return made.Count;
            },
            cancellationToken);

    protected abstract byte[] Pack(TFact fact);

    protected abstract TFact Unpack(byte[] content);
}
