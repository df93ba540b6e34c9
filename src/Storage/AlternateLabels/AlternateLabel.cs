namespace Studio.Storage;

/// <summary>Another label of an image than its own: it came with the same picture under another name. Kept to be compared.</summary>
public sealed record AlternateLabel
{
    public long Id { get; init; }
    public long ImageId { get; init; }

    /// <summary>Of the picture it came with.</summary>
    public required string Name { get; init; }

    /// <summary>Of the file with that picture.</summary>
    public required string SourcePath { get; init; }

    /// <summary>Null where it says that nothing is there.</summary>
    public string? LabelmapSha256 { get; init; }
}

/// <summary>What became of a further label.</summary>
public enum AlternateFate
{
    /// <summary>It is stored, now or since an earlier import.</summary>
    Kept,

    /// <summary>It says the same as the label that came with the image. Nothing is stored: there is no second opinion.</summary>
    SameAsLabel,

    /// <summary>No label came with the image yet, so this one is its label. Nothing is stored.</summary>
    NoLabelYet,
}
