using Studio.Contracts.Labels;
using Studio.Imaging.Labelmaps;

namespace Studio.Storage;

/// <summary>
/// Labels as documents (one per image and author) that grow by operations. An operation is durable when the call
/// returns; labelmaps are composed from the last snapshot and the operations after it.
/// </summary>
public sealed class AnnotationStore(Database database, BlobStore blobs)
{
    /// <summary>After so many operations a document is compacted by itself, so that opening it stays fast.</summary>
    public const int OperationsPerSnapshot = 64;

    readonly LabelmapSnapshots snapshots = new(blobs);
    readonly CompactionQueue compactions = new();

    /// <summary>Ends when the compactions that strokes asked for are done.</summary>
    internal Task CompactionsDone => compactions.Done;

    /// <summary>The author's document of an image; a new one starts as <see cref="BlindReading.FindStart"/> says.</summary>
    /// <exception cref="StorageException">There is no such image.</exception>
    public async Task<AnnotationDocument> GetOrCreateAsync(long imageId, long authorId, CancellationToken cancellationToken = default)
    {
        var (own, current) = await database.ReadAsync(
            session => (AnnotationRows.Find(session, imageId, authorId), BlindReading.FindStart(session, imageId, authorId)),
            cancellationToken);
        if (own is not null)
        {
            return own;
        }

        if (current is not null)
        {
            await CompactAsync(current.Id, cancellationToken);
        }

        return await database.WriteAsync(
            "Your document of the image",
            session =>
            {
                RequireLimits(session, imageId);
                return AnnotationRows.Find(session, imageId, authorId)
                    ?? AnnotationRows.Insert(session, imageId, authorId, BlindReading.FindStart(session, imageId, authorId));
            },
            cancellationToken);
    }

    public Task<AnnotationDocument?> FindAsync(long imageId, long? authorId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(session => AnnotationRows.Find(session, imageId, authorId), cancellationToken);

    /// <summary>The document that is the image's label, or null.</summary>
    public Task<AnnotationDocument?> FindCurrentAsync(long imageId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(session => AnnotationRows.FindCurrent(session, imageId), cancellationToken);

    public Task<IReadOnlyList<AnnotationOperation>> ReadOperationsAsync(
        long annotationId,
        long afterRevision,
        CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<AnnotationOperation>>(
        session => AnnotationRows.Operations(session, annotationId, afterRevision),
        cancellationToken);

    /// <summary>Stores an operation in one durable transaction; sending it again changes nothing and gives the same revision.</summary>
    public async Task<AppendOutcome> AppendOperationAsync(
        long imageId,
        long authorId,
        NewOperation operation,
        CancellationToken cancellationToken = default)
    {
        var (outcome, document) = await database.WriteAsync(
            "The stroke",
            session => Append(session, imageId, authorId, operation),
            cancellationToken);
        if (document is not null && document.Revision - document.SnapshotRevision >= OperationsPerSnapshot)
        {
            compactions.Add(document.Id, id => CompactAsync(id));
        }

        return outcome;
    }

    /// <summary>The document's labelmap with every stored operation.</summary>
    /// <exception cref="StorageException">There is no such document.</exception>
    public async Task<ComposedLabelmap> ComposeAsync(long annotationId, CancellationToken cancellationToken = default) =>
        await ComposeAsync(await database.ReadAsync(session => ReadParts(session, annotationId), cancellationToken), cancellationToken);

    /// <summary>Everything a person draws on, read at one moment.</summary>
    /// <exception cref="StorageException">There is no such document.</exception>
    public async Task<OpenedDocument> OpenAsync(long annotationId, CancellationToken cancellationToken = default)
    {
        var (parts, objects, remarks, tags) = await database.ReadAsync(
            session =>
            {
                var found = ReadParts(session, annotationId);
                return (
                    found,
                    ObjectRows.List(session, annotationId),
                    ListRemarks(session, found.Document),
                    TagRows.ListFor(session, found.Document.ImageId, found.Document.AuthorId ?? 0));
            },
            cancellationToken);
        return new OpenedDocument(
            await ComposeAsync(parts, cancellationToken),
            [.. objects.Where(row => row.Kind != "remark").Select(row => new ObjectChange(row.ObjectId, row.ToObject()))],
            remarks,
            tags);
    }

    /// <summary>Stores the document's labelmap as a revision of its own, with outlines and class counts; does nothing when it is up to date.</summary>
    /// <exception cref="StorageFullException">No room; the operations stay and nothing is lost.</exception>
    public async Task CompactAsync(long annotationId, CancellationToken cancellationToken = default)
    {
        var document = await database.ReadAsync(session => AnnotationRows.Find(session, annotationId), cancellationToken);
        if (document is null || document.Revision == document.SnapshotRevision)
        {
            return;
        }

        var snapshot = await TakeSnapshotAsync(document, cancellationToken);
        await database.WriteAsync(
            "The label",
            session =>
            {
                LabelmapSnapshots.Write(session, snapshot);
                ClassesOfImage.WriteIfCurrent(session, snapshot, document.ImageId);
            },
            cancellationToken);
    }

    /// <summary>Compacts the current label of every image of a project that has operations after its snapshot.</summary>
    public async Task CompactProjectAsync(long projectId, CancellationToken cancellationToken = default)
    {
        var pending = await database.ReadAsync(
            session => session.Query<long>(
                $"""
                SELECT pending.id FROM annotation pending JOIN image ON image.id = pending.image_id
                WHERE image.project_id = @projectId AND pending.revision > pending.snapshot_revision
                  AND pending.id = {CurrentLabel.AnnotationIdOfImage}
                """,
                new { projectId }),
            cancellationToken);
        foreach (var annotationId in pending)
        {
            await CompactAsync(annotationId, cancellationToken);
        }
    }

    /// <summary>
    /// Stores a labelmap that came with the image as its author-less document. A second import replaces the first as a
    /// new revision; the same labelmap again changes nothing.
    /// </summary>
    /// <param name="state">What the image becomes if nobody has worked on it.</param>
    /// <exception cref="StorageException">The labelmap has another size than the image or a class the project does not have.</exception>
    public async Task<AnnotationDocument> ImportAsync(
        long imageId,
        Labelmap labelmap,
        ImageState state,
        CancellationToken cancellationToken = default)
    {
        var (limits, before) = await database.ReadAsync(
            session => (RequireLimits(session, imageId), AnnotationRows.Find(session, imageId, authorId: null)),
            cancellationToken);
        RequireFit(labelmap, limits);
        var draft = await snapshots.StoreAsync(new ComposedLabelmap(0, 0, labelmap), limits.Name, cancellationToken);
        if (before is not null && before.SnapshotSha256 == draft.Sha256)
        {
            return before;
        }

        return await database.WriteAsync(
            $"The label of {limits.Name}",
            session => WriteImport(session, imageId, draft, state),
            cancellationToken);
    }

    internal async Task<LabelmapSnapshot> TakeSnapshotAsync(AnnotationDocument document, CancellationToken cancellationToken)
    {
        var composed = await ComposeAsync(document.Id, cancellationToken);
        var limits = await database.ReadAsync(session => RequireLimits(session, document.ImageId), cancellationToken);
        return await snapshots.StoreAsync(composed, limits.Name, cancellationToken);
    }

    static List<RemarkRow> ListRemarks(DatabaseSession session, AnnotationDocument document)
    {
        var remarks = ObjectRows.ListRemarks(session, document.ImageId);
        return document.AuthorId is { } author && BlindReading.IsBlind(session, document.ImageId, author)
            ? remarks.FindAll(remark => remark.AuthorId == author)
            : remarks;
    }

    sealed record DocumentParts(
        AnnotationDocument Document,
        AnnotationRows.ImageLimits Limits,
        IReadOnlyList<AnnotationOperation> Operations);

    static DocumentParts ReadParts(DatabaseSession session, long annotationId)
    {
        var found = AnnotationRows.Find(session, annotationId) ?? throw new StorageException("This label is not in the data folder.");
        return new DocumentParts(
            found,
            RequireLimits(session, found.ImageId),
            AnnotationRows.Operations(session, annotationId, found.SnapshotRevision));
    }

    async Task<ComposedLabelmap> ComposeAsync(DocumentParts parts, CancellationToken cancellationToken)
    {
        var (document, limits, operations) = parts;
        if (limits.ClassesOverlap)
        {
            var layers = await snapshots.ReadLayersAsync(document, limits.Rows, limits.Columns, cancellationToken);
            foreach (var operation in operations)
            {
                Apply(layers, operation);
            }

            return new ComposedLabelmap(document.Id, document.Revision, layers.Flatten(), layers);
        }

        var labelmap = await snapshots.ReadAsync(document.SnapshotSha256, limits.Rows, limits.Columns, cancellationToken);
        foreach (var operation in operations.Where(each => each.Kind == OperationKind.Labelmap))
        {
            LabelmapPatch.Apply(labelmap.Classes, operation.Patch);
        }

        return new ComposedLabelmap(document.Id, document.Revision, labelmap);
    }

    // Strokes from before the project let classes overlap gave a pixel one class and took all others.
    static void Apply(ClassLayers layers, AnnotationOperation operation)
    {
        if (operation.Kind == OperationKind.Layers)
        {
            layers.Apply(operation.Patch);
        }
        else if (operation.Kind == OperationKind.Labelmap)
        {
            layers.ApplyExclusive(operation.Patch);
        }
    }

    static (AppendOutcome Outcome, AnnotationDocument? Document) Append(
        DatabaseSession session,
        long imageId,
        long authorId,
        NewOperation operation)
    {
        if (AnnotationRows.Find(session, imageId, authorId) is not { } document)
        {
            return (new OperationRefused("The image has not been opened for labelling. Open it again."), null);
        }

        var revision = AnnotationRows.FindOperation(session, document.Id, operation.Operation);
        if (revision is null)
        {
            if (TryAppend(session, document, operation, out var appended) is { } fault)
            {
                return (new OperationRefused(fault), null);
            }

            revision = appended;
            document = document with { Revision = appended };
        }

        var missed = AnnotationRows.Operations(session, document.Id, operation.BaseRevision);
        missed.RemoveAll(other => other.Operation == operation.Operation);
        return (new OperationAppended(revision.Value, document.Revision, missed), document);
    }

    /// <returns>What is wrong with the operation, or null when it is stored.</returns>
    static string? TryAppend(DatabaseSession session, AnnotationDocument document, NewOperation operation, out long revision)
    {
        revision = 0;
        var limits = RequireLimits(session, document.ImageId);
        if (operation.BaseRevision < 0 || operation.BaseRevision > document.Revision)
        {
            return $"The browser knows revision {operation.BaseRevision} of this label, the studio has {document.Revision}. Reload the image.";
        }

        if (operation.Kind != OperationKind.Objects)
        {
            if (FindDamage(operation, limits) is { } damage)
            {
                return damage;
            }

            revision = AnnotationRows.Append(session, document, operation, isLabel: true);
            return null;
        }

        if (ObjectChanges.Read(operation.Patch.Span, limits, out var fault) is not { } changes)
        {
            return fault;
        }

        var isLabel = ObjectChanges.Apply(session, document, changes);
        revision = AnnotationRows.Append(session, document, operation, isLabel);
        if (isLabel)
        {
            ClassesOfImage.WriteBoxesIfCurrent(session, document.Id, document.ImageId);
        }

        return null;
    }

    static string? FindDamage(NewOperation operation, AnnotationRows.ImageLimits limits)
    {
        var pixels = limits.Rows * limits.Columns;
        if (operation.Kind == OperationKind.Labelmap)
        {
            return LabelmapPatch.Validate(operation.Patch.Span, pixels, limits.HighestClass);
        }

        return limits.ClassesOverlap
            ? LayerPatch.Validate(operation.Patch.Span, pixels, limits.HighestClass)
            : "The classes of this project do not overlap any more. Reload the page.";
    }

    static AnnotationDocument WriteImport(DatabaseSession session, long imageId, LabelmapSnapshot draft, ImageState state)
    {
        var document = AnnotationRows.Find(session, imageId, authorId: null)
            ?? AnnotationRows.Insert(session, imageId, authorId: null, start: null);
        var snapshot = draft with { AnnotationId = document.Id, Revision = document.Revision + 1 };
        AnnotationRows.Advance(session, document.Id, snapshot.Revision, isLabel: true);
        session.Execute("UPDATE annotation SET is_draft = 0 WHERE id = @Id", new { document.Id });
        LabelmapSnapshots.Write(session, snapshot);
        ClassesOfImage.WriteIfCurrent(session, snapshot, imageId);
        session.Execute(
            "UPDATE image SET state = @state WHERE id = @imageId AND state = 'not-started'",
            new { imageId, state = Words.Of(state) });
        return AnnotationRows.Find(session, document.Id)!;
    }

    internal static void RequireFit(Labelmap labelmap, AnnotationRows.ImageLimits limits)
    {
        if (labelmap.Rows != limits.Rows || labelmap.Columns != limits.Columns)
        {
            throw new StorageException(
                $"{limits.Name} has another size than its mask ({limits.Columns}×{limits.Rows}, mask " +
                $"{labelmap.Columns}×{labelmap.Rows}). The mask was not imported. Export the mask again.");
        }

        var highest = labelmap.Classes.Max();
        if (highest > limits.HighestClass)
        {
            throw new StorageException(
                $"The mask of {limits.Name} holds the class {highest}, which the project does not have. It was not imported.");
        }
    }

    internal static AnnotationRows.ImageLimits RequireLimits(DatabaseSession session, long imageId) =>
        AnnotationRows.FindLimits(session, imageId) ?? throw new StorageException("This image is not in the data folder.");
}
