using Studio.Contracts.Labels;
using Studio.Imaging.Labelmaps;

namespace Studio.Storage;

/// <summary>One person's labels of one image; without an author, the labels that came with the image.</summary>
public sealed record AnnotationDocument
{
    public long Id { get; init; }
    public long ImageId { get; init; }
    public long? AuthorId { get; init; }

    /// <summary>Number of the last operation.</summary>
    public long Revision { get; init; }

    /// <summary>Number of the last operation that changed pixels, boxes or points; 0 when there was none.</summary>
    public long LabelRevision { get; init; }

    /// <summary>Revision that the last stored labelmap shows.</summary>
    public long SnapshotRevision { get; init; }

    /// <summary>The last stored labelmap; null when it is empty.</summary>
    public string? SnapshotSha256 { get; init; }

    /// <summary>The same with overlapping classes, packed; null where none overlap or nothing is labelled.</summary>
    public string? LayersSha256 { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>A document's labelmap at a revision.</summary>
/// <param name="Layers">Where the project lets classes overlap; the labelmap then shows them flattened.</param>
public sealed record ComposedLabelmap(long AnnotationId, long Revision, Labelmap Labelmap, ClassLayers? Layers = null);

/// <summary>A document as it is drawn on: everything belongs to the one revision.</summary>
/// <param name="Objects">Boxes and points by their names, in the order in which they came.</param>
/// <param name="Remarks">Of everybody who looked at the image.</param>
/// <param name="Tags">What the author sees said of the image, its series and its patient.</param>
public sealed record OpenedDocument(
    ComposedLabelmap Labels,
    IReadOnlyList<ObjectChange> Objects,
    IReadOnlyList<RemarkRow> Remarks,
    IReadOnlyList<TagObject> Tags);

/// <summary>What an operation changes.</summary>
public enum OperationKind
{
    /// <summary>Pixels: the payload is a labelmap patch, format 1.</summary>
    Labelmap,

    /// <summary>Pixels of classes that may overlap: the payload is a layer patch, format 2.</summary>
    Layers,

    /// <summary>Boxes, points, remarks and tags: the payload is JSON of a list of <see cref="ObjectChange"/>.</summary>
    Objects,
}

/// <summary>One stored change of a document. <c>Operation</c> is the uuid that the browser gave it.</summary>
public sealed record AnnotationOperation
{
    public long Revision { get; init; }
    public Guid Operation { get; init; }
    public required string Tool { get; init; }
    public OperationKind Kind { get; init; }
    public required byte[] Patch { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
}

/// <param name="Operation">Uuid given by the browser; a resend is recognised by it.</param>
/// <param name="BaseRevision">Revision of the document that the browser knows.</param>
/// <param name="Patch">The payload, as its kind says.</param>
public sealed record NewOperation(
    Guid Operation,
    long BaseRevision,
    string Tool,
    ReadOnlyMemory<byte> Patch,
    OperationKind Kind = OperationKind.Labelmap);

/// <summary>What became of an operation.</summary>
public abstract record AppendOutcome;

/// <summary>The operation is durably stored, now or by an earlier sending of it.</summary>
/// <param name="Revision">The operation's own revision.</param>
/// <param name="DocumentRevision">The document's revision, the base of the next operation.</param>
/// <param name="Missed">Operations after the base that the sender does not know, in order, without its own.</param>
public sealed record OperationAppended(
    long Revision,
    long DocumentRevision,
    IReadOnlyList<AnnotationOperation> Missed) : AppendOutcome;

/// <summary>The operation is not stored; the reason is a sentence for people.</summary>
public sealed record OperationRefused(string Reason) : AppendOutcome;
