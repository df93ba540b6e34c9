using System.IO.Compression;
using Studio.Contracts.Projects;
using Studio.Imaging.Contours;
using Studio.Imaging.Labelmaps;

namespace Studio.Storage;

/// <summary>A labelmap as it is stored with its document: packed blob, outlines and pixels per class.</summary>
/// <param name="Sha256">Null for an empty labelmap.</param>
/// <param name="PixelsPerClass">Without background and absent classes.</param>
/// <param name="LayersSha256">The overlapping classes; null where none may overlap or nothing is labelled.</param>
sealed record LabelmapSnapshot(
    long AnnotationId,
    long Revision,
    string? Sha256,
    string OutlinesJson,
    IReadOnlyDictionary<int, long> PixelsPerClass,
    string? LayersSha256 = null);

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
        var present = CountPixels(composed);
        if (present.Count == 0)
        {
            return new LabelmapSnapshot(composed.AnnotationId, composed.Revision, null, "[]", present);
        }

        var packed = LabelmapPacking.Pack(composed.Labelmap.Classes);
        var blob = await blobs.PutAsync(packed, $"The label of {imageName}", cancellationToken);
        var layers = composed.Layers is { } overlapping
            ? await blobs.PutAsync(LabelmapPacking.Pack(overlapping.ToPatch()), $"The label of {imageName}", cancellationToken)
            : null;
        return new LabelmapSnapshot(
            composed.AnnotationId, composed.Revision, blob.Sha256, StoredJson.Write(Outline(composed)), present, layers?.Sha256);
    }

    static Dictionary<int, long> CountPixels(ComposedLabelmap composed)
    {
        if (composed.Layers is { } layers)
        {
            return layers.Classes.ToDictionary(index => (int)index, layers.CountPixels);
        }

        var counts = Labelmap.CountPixels(composed.Labelmap.Classes);
        return Enumerable.Range(1, 255).Where(index => counts[index] > 0).ToDictionary(index => index, index => counts[index]);
    }

    /// <summary>One path per class; of overlapping classes each as if it were alone.</summary>
    static List<ClassOutline> Outline(ComposedLabelmap composed)
    {
        static IEnumerable<ClassOutline> Trace(Labelmap labelmap) => ContourPath.PerClass(labelmap, OutlineTolerancePixels)
            .Select(outline => new ClassOutline(outline.Key, outline.Value));

        if (composed.Layers is not { } layers)
        {
            return [.. Trace(composed.Labelmap)];
        }

        var outlines = new List<ClassOutline>();
        var alone = Labelmap.Empty(layers.Rows, layers.Columns);
        foreach (var index in layers.Classes)
        {
            layers.Fill(alone, index, index);
            outlines.AddRange(Trace(alone));
            layers.Fill(alone, index, 0);
        }

        return outlines;
    }

    /// <summary>The layers of a document: as they were stored, or from its labelmap when that is all there is.</summary>
    public async Task<ClassLayers> ReadLayersAsync(AnnotationDocument document, int rows, int columns, CancellationToken cancellationToken)
    {
        if (document.LayersSha256 is not { } sha256)
        {
            return ClassLayers.From(await ReadAsync(document.SnapshotSha256, rows, columns, cancellationToken));
        }

        using var packed = new MemoryStream(await blobs.ReadAllBytesAsync(sha256, cancellationToken), writable: false);
        using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        using var patch = new MemoryStream();
        await gzip.CopyToAsync(patch, cancellationToken);
        var layers = new ClassLayers(rows, columns);
        layers.Apply(patch.GetBuffer().AsSpan(0, (int)patch.Length));
        return layers;
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
            UPDATE annotation SET snapshot_revision = @Revision, snapshot_sha256 = @Sha256, layers_sha256 = @LayersSha256, outlines_json = @OutlinesJson
            WHERE id = @AnnotationId AND snapshot_revision <= @Revision
            """,
            new { snapshot.AnnotationId, snapshot.Revision, snapshot.Sha256, snapshot.LayersSha256, snapshot.OutlinesJson });
        session.Execute(
            """
            INSERT INTO labelmap_revision (annotation_id, revision, sha256, created_at)
            VALUES (@AnnotationId, @Revision, @Sha256, @Now) ON CONFLICT DO NOTHING
            """,
            new { snapshot.AnnotationId, snapshot.Revision, snapshot.Sha256, session.Now });
    }
}
