using Studio.Imaging.Labelmaps;

namespace Studio.Storage;

/// <summary>Further labels of images beside the one that counts.</summary>
public sealed class AlternateLabelStore(Database database, BlobStore blobs)
{
    /// <summary>Keeps a label unless the image's own says the same. The same one again changes nothing; another one from the same file takes its place.</summary>
    /// <param name="name">Of the picture it came with.</param>
    /// <param name="sourcePath">Of the file with that picture.</param>
    /// <exception cref="StorageException">The labelmap has another size than the image or a class the project does not have.</exception>
    public async Task<AlternateFate> AddAsync(
        long imageId, string name, string sourcePath, Labelmap labelmap, CancellationToken cancellationToken = default)
    {
        var (limits, own) = await database.ReadAsync(
            session => (AnnotationStore.RequireLimits(session, imageId), FindOwn(session, imageId)), cancellationToken);
        AnnotationStore.RequireFit(labelmap, limits);
        if (own is null)
            return AlternateFate.NoLabelYet;

        // The image's own labelmap is packed in the same way, so equal labels have equal addresses.
        var packed = labelmap.Classes.AsSpan().ContainsAnyExcept((byte)0) ? LabelmapPacking.Pack(labelmap.Classes) : null;
        if (own.LabelmapSha256 == (packed is null ? null : Sha256Text.Of(packed)))
            return AlternateFate.SameAsLabel;

        var blob = packed is null ? null : await blobs.PutAsync(packed, $"The other label of {limits.Name}", cancellationToken);
        await database.WriteAsync(
            $"The other label of {limits.Name}",
            session => session.Execute(
                """
                INSERT INTO alternate_label (image_id, name, source_path, labelmap_sha256, created_at)
                SELECT @imageId, @name, @sourcePath, @sha256, @Now WHERE NOT EXISTS (
                  SELECT 1 FROM alternate_label WHERE image_id = @imageId AND labelmap_sha256 IS @sha256)
                ON CONFLICT (image_id, source_path) DO UPDATE SET name = @name, labelmap_sha256 = @sha256, created_at = @Now
                """,
                new { imageId, name, sourcePath, sha256 = blob?.Sha256, session.Now }),
            cancellationToken);
        return AlternateFate.Kept;
    }

    /// <summary>Of all images of a project, in the order of images.</summary>
    public Task<IReadOnlyList<AlternateLabel>> ListAsync(long projectId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<AlternateLabel>>(
            session => session.Query<AlternateLabel>(
                """
                SELECT other.id, other.image_id, other.name, other.source_path, other.labelmap_sha256
                FROM alternate_label other JOIN image ON image.id = other.image_id
                WHERE image.project_id = @projectId ORDER BY other.image_id, other.id
                """,
                new { projectId }),
            cancellationToken);

    /// <summary>The label that came with the image.</summary>
    static OwnLabel? FindOwn(DatabaseSession session, long imageId) => session.Find<OwnLabel>(
        """
        SELECT snapshot_sha256 AS labelmap_sha256 FROM annotation
        WHERE image_id = @imageId AND author_id IS NULL AND NOT is_draft
        """,
        new { imageId });

    sealed record OwnLabel
    {
        public string? LabelmapSha256 { get; init; }
    }
}
