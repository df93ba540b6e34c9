using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>An image as a cell of the grid or of the queue strip.</summary>
public sealed record ImageListItem
{
    public long Id { get; init; }
    public required string Name { get; init; }
    public int FrameIndex { get; init; }
    public string? PatientKey { get; init; }
    public required string Format { get; init; }
    public string? Modality { get; init; }
    public int Rows { get; init; }
    public int Columns { get; init; }
    public required string ThumbnailSha256 { get; init; }
    public Split? FixedSplit { get; init; }

    /// <summary>The image's kind; null where it is not known.</summary>
    public string? Category { get; init; }

    /// <summary>Why the image was left out; null when it takes part.</summary>
    public string? ExcludedReason { get; init; }
    public ImageState State { get; private init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who is to label it, initials with a space between; empty when nobody is.</summary>
    public string AssignedInitials { get; init; } = "";

    /// <summary>The same as names with commas.</summary>
    public string AssignedNames { get; init; } = "";

    /// <summary>Who skipped it and why, "AE: blurred"; null when nobody did or who did has submitted it since.</summary>
    public string? SkipReason { get; init; }

    /// <summary>How far the filter's reader is: not-started, in-progress, skipped, submitted, in-review or accepted; null without a reader.</summary>
    public string? OwnState { get; init; }

    /// <summary>The series the cell stands for; null for a single image and where slices are listed one by one.</summary>
    public long? SeriesId { get; init; }

    /// <summary>Slices behind the cell; 1 for a single image.</summary>
    public int SliceCount { get; init; } = 1;

    /// <summary>Outlines of the current label in image pixels, as of its last snapshot, and of the boxes; empty when there is neither.</summary>
    public IReadOnlyList<ClassOutline> Outlines => [.. labelOutlines, .. boxOutlines];

    // Columns whose text is not the property's own form.
    internal string StateWord
    {
        init => State = Words.Parse<ImageState>(value);
    }

    internal string? OutlinesJson
    {
        init => labelOutlines = value is null ? [] : StoredJson.Read<IReadOnlyList<ClassOutline>>(value);
    }

    internal string BoxesJson
    {
        init => boxOutlines = BoxOutlines.Read(value);
    }

    readonly IReadOnlyList<ClassOutline> labelOutlines = [];
    readonly IReadOnlyList<ClassOutline> boxOutlines = [];
}

public sealed record ImagePage(IReadOnlyList<ImageListItem> Items, int Total);

/// <summary>An image's place in a queue. Position counts from 1; 0 when the image is not in the queue.</summary>
public sealed record QueuePlace(long? PreviousId, long? NextId, int Position, int Total);
