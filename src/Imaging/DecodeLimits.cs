namespace Studio.Imaging;

/// <summary>What a single file may ask for before it is refused.</summary>
public sealed record DecodeLimits
{
    public static DecodeLimits Default { get; } = new();

    /// <summary>Largest file, in bytes; a .NET array holds no more.</summary>
    public long MaxFileBytes { get; init; } = Array.MaxLength;

    /// <summary>Largest number of rows or columns.</summary>
    public int MaxSide { get; init; } = 65_535;

    /// <summary>Largest decoded frame, in bytes.</summary>
    public long MaxFrameBytes { get; init; } = Array.MaxLength;

    /// <summary>Largest sum of all decoded frames, in bytes.</summary>
    public long MaxTotalBytes { get; init; } = 4L << 30;

    public int MaxFrames { get; init; } = 100_000;

    /// <summary>Decoded bytes that are never questioned, however small the file is.</summary>
    public long FreeExpansionBytes { get; init; } = 256L << 20;

    /// <summary>Above <see cref="FreeExpansionBytes"/>: largest ratio of decoded to stored bytes.</summary>
    public int MaxExpansion { get; init; } = 200;
}
