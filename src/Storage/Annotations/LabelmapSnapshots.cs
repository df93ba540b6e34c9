using Studio.Contracts.Projects;
using Studio.Imaging.Contours;
using Studio.Imaging.Labelmaps;

namespace Studio.Storage;

/// <summary>A labelmap as it is stored with its document: packed blob, outlines and pixels per class.</summary>
/// <param name="Sha256">Null for an empty labelmap.</param>
/// <param name="PixelsPerClass">Without background and absent classes.</param>
sealed record LabelmapSnapshot(
    long AnnotationId,
    long Revision,
    string? Sha256,
    string OutlinesJson,
    IReadOnlyDictionary<int, long> PixelsPerClass);

/// <summary>Packs labelmaps into blobs and writes the rows that describe them.</summary>
sealed class LabelmapSnapshots(BlobStore blobs)
{
    // Half a pixel keeps thin structures and makes paths several times shorter than the pixel steps.
    const double OutlineTolerancePixels = 0.5;

    public async Task<LabelmapSnapshot> StoreAsync(
        ComposedLabelmap composed,
        string imageName,
        CancellationToken cancellationToken)
    {
        var counts = Labelmap.CountPixels(composed.Labelmap.Classes);
        var present = Enumerable.Range(1, 255).Where(index => counts[index] > 0).ToDictionary(index => index, index => counts[index]);
        if (present.Count == 0)
        {
            return new LabelmapSnapshot(composed.AnnotationId, composed.Revision, null, "[]", present);
        }

        var packed = LabelmapPacking.Pack(composed.Labelmap.Classes);
        var blob = await blobs.PutAsync(packed, $"The label of {imageName}", cancellationToken);
        var outlines = ContourPath.PerClass(composed.Labelmap, OutlineTolerancePixels)
            .Select(outline => new ClassOutline(outline.Key, outline.Value))
            .ToList();
        return new LabelmapSnapshot(composed.AnnotationId, composed.Revision, blob.Sha256, StoredJson.Write(outlines), present);
    }

    public async Task<Labelmap> ReadAsync(string? sha256, int rows, int columns, CancellationToken cancellationToken)
    {
        if (sha256 is null)
        {
            return Labelmap.Empty(rows, columns);
        }

        var packed = await blobs.ReadAllBytesAsync(sha256, cancellationToken);
        if (!LabelmapPacking.TryUnpack(packed, rows, columns, out var classes, out var error))
        {
            throw new StorageException($"The stored label {sha256[..12]}… cannot be used. {error}");
        }

        return new Labelmap(rows, columns, classes);
    }

    /// <summary>Makes a snapshot the document's last one, unless a later one is there.</summary>
    public static void Write(DatabaseSession session, LabelmapSnapshot snapshot)
    {
        session.Execute(
            """
            UPDATE annotation SET snapshot_revision = @Revision, snapshot_sha256 = @Sha256, outlines_json = @OutlinesJson
            WHERE id = @AnnotationId AND snapshot_revision <= @Revision
            """,
            new { snapshot.AnnotationId, snapshot.Revision, snapshot.Sha256, snapshot.OutlinesJson });
        session.Execute(
            """
            INSERT INTO labelmap_revision (annotation_id, revision, sha256, created_at)
            VALUES (@AnnotationId, @Revision, @Sha256, @Now) ON CONFLICT DO NOTHING
            """,
            new { snapshot.AnnotationId, snapshot.Revision, snapshot.Sha256, session.Now });
    }
}
