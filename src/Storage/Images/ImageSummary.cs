namespace Studio.Storage;

/// <summary>What is short to say of an image.</summary>
public sealed record ImageSummary
{
    public long Id { get; init; }
    public required string Name { get; init; }

    /// <summary>Pixels.</summary>
    public int Rows { get; init; }

    /// <summary>Pixels.</summary>
    public int Columns { get; init; }
    public string? Modality { get; init; }

    /// <summary>Of which kind it is, see <see cref="ImageCategory"/>; null where nobody said it.</summary>
    public string? Category { get; init; }
}
