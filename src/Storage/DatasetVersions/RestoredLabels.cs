using Studio.Contracts.Jobs;
using Studio.Contracts.Labels;
using Studio.Imaging.Labelmaps;

namespace Studio.Storage;

/// <summary>A label of a version made ready to become the current one again.</summary>
/// <param name="Snapshot">Outlines and counts; document and revision are still open.</param>
/// <param name="Pixels">A patch that gives every pixel its class; null where nobody's open document needs it.</param>
/// <param name="Layers">A patch that adds the classes that overlap; null where none do.</param>
sealed record PreparedLabel(LabelmapSnapshot Snapshot, byte[]? Pixels, byte[]? Layers);

/// <summary>
/// Puts labels of a version back. Who does it and has a document of the image gets the label as further operations of that
/// document, so that the image looks the same wherever it is opened; else it becomes a revision of the author-less document.
/// Nothing is deleted, and nobody else's document is touched.
/// </summary>
sealed class RestoredLabels(BlobStore blobs)
{
    const string Tool = "restore";

    readonly LabelmapSnapshots snapshots = new(blobs);

    /// <exception cref="StorageException">The version's label of the image is damaged or missing.</exception>
    public async Task<PreparedLabel> PrepareAsync(RestoreDifference wanted, CancellationToken cancellationToken)
    {
        var labelmap = await snapshots.ReadAsync(wanted.LabelmapSha256, wanted.Rows, wanted.Columns, cancellationToken);
        var layers = wanted.LayersSha256 is { } sha256
            ? await snapshots.ReadLayersAsync(new AnnotationDocument { LayersSha256 = sha256 }, wanted.Rows, wanted.Columns, cancellationToken)
            : null;
        var snapshot = await snapshots.StoreAsync(new ComposedLabelmap(0, 0, labelmap, layers), wanted.Name, cancellationToken);
        if (snapshot.Sha256 != wanted.LabelmapSha256)
        {
            throw new StorageException($"The version's label of {wanted.Name} is damaged, so nothing was put back. Check the version to see what else is.");
        }

        return new PreparedLabel(snapshot, wanted.OwnDocumentId is null ? null : WholePatch(labelmap), layers?.ToPatch());
    }

    /// <param name="userId">Who puts the version back.</param>
    public static void Write(DatabaseSession session, RestoreDifference wanted, PreparedLabel label, long versionId, long userId)
    {
        if (AnnotationRows.Find(session, wanted.ImageId, userId) is { } own)
        {
            WriteOwn(session, own, wanted, label);
        }
        else
        {
            WriteAuthorless(session, wanted, label, versionId);
        }

        session.Execute(
            "UPDATE image SET state = 'in-review' WHERE id = @ImageId AND state IN ('not-started', 'in-progress')",
            new { wanted.ImageId });
    }

    /// <summary>Every pixel, so that it holds whatever was drawn before.</summary>
    static byte[] WholePatch(Labelmap labelmap)
    {
        var opposite = Array.ConvertAll(labelmap.Classes, value => (byte)~value);
        return LabelmapPatch.Diff(opposite, labelmap.Classes);
    }

    static void WriteOwn(DatabaseSession session, AnnotationDocument own, RestoreDifference wanted, PreparedLabel label)
    {
        var revision = own.Revision;
        Append(OperationKind.Labelmap, label.Pixels!);
        if (label.Layers is { } layers)
        {
            Append(OperationKind.Layers, layers);
        }

        var changes = BoxesOf(session, own.Id, wanted.Boxes);
        if (changes.Count > 0)
        {
            ObjectChanges.Apply(session, own, changes);
            Append(OperationKind.Objects, System.Text.Encoding.UTF8.GetBytes(StoredJson.Write(changes)));
        }

        Finish(session, wanted.ImageId, label.Snapshot with { AnnotationId = own.Id, Revision = revision });
        if (CurrentLabel.Find(session, wanted.ImageId) != own.Id)
        {
            session.Execute(
                "INSERT INTO submission (image_id, user_id, revision, seconds, created_at) VALUES (@ImageId, @AuthorId, @revision, NULL, @Now)",
                new { wanted.ImageId, own.AuthorId, revision, session.Now });
            Finish(session, wanted.ImageId, label.Snapshot with { AnnotationId = own.Id, Revision = revision });
        }

        void Append(OperationKind kind, byte[] patch) => revision = AnnotationRows.Append(
            session, own with { Revision = revision }, new NewOperation(Guid.NewGuid(), revision, Tool, patch, kind), isLabel: true);
    }

    static void WriteAuthorless(DatabaseSession session, RestoreDifference wanted, PreparedLabel label, long versionId)
    {
        var document = AnnotationRows.Find(session, wanted.ImageId, authorId: null)
            ?? AnnotationRows.Insert(session, wanted.ImageId, authorId: null, AnnotationRows.FindCurrent(session, wanted.ImageId));
        foreach (var change in BoxesOf(session, document.Id, wanted.Boxes))
        {
            ObjectRows.Put(session, document.Id, change.Id, change.Value);
        }

        AnnotationRows.Advance(session, document.Id, document.Revision + 1, isLabel: true);
        session.Execute(
            "UPDATE annotation SET is_draft = 0, restored_from = @versionId WHERE id = @Id",
            new { document.Id, versionId });
        Finish(session, wanted.ImageId, label.Snapshot with { AnnotationId = document.Id, Revision = document.Revision + 1 });
    }

    static void Finish(DatabaseSession session, long imageId, LabelmapSnapshot snapshot)
    {
        LabelmapSnapshots.Write(session, snapshot);
        ClassesOfImage.WriteIfCurrent(session, snapshot, imageId);
    }

    /// <summary>What turns a document's boxes into the version's; nothing where they are the same already.</summary>
    static List<ObjectChange> BoxesOf(DatabaseSession session, long annotationId, IReadOnlyList<BoxSpec> wanted)
    {
        var there = ObjectRows.List(session, annotationId).FindAll(row => row.Kind == "box");
        return there.Select(row => new BoxSpec(row.ClassIndex, row.Left, row.Top, row.Right - row.Left, row.Bottom - row.Top)).SequenceEqual(wanted)
            ? []
            :
            [
                .. there.Select(row => new ObjectChange(row.ObjectId, null)),
                .. wanted.Select(box => new ObjectChange(
                    Guid.NewGuid().ToString("N"), new BoxObject(box.ClassIndex, box.X, box.Y, EndOf(box.X, box.Width), EndOf(box.Y, box.Height)))),
            ];
    }

    /// <summary>The edge whose distance from the start is the length to the last bit, where there is one.</summary>
    static double EndOf(double start, double length)
    {
        var end = start + length;
        foreach (var candidate in (double[])[end, Math.BitDecrement(end), Math.BitIncrement(end)])
        {
            if (candidate - start == length)
            {
                return candidate;
            }
        }

        return end;
    }
}
