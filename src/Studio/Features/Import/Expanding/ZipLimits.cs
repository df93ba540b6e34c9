namespace Studio.Features.Import.Expanding;

/// <summary>What an archive may unpack to before it counts as harmful.</summary>
public sealed record ZipLimits
{
    public static ZipLimits Default { get; } = new();

    public int MaxEntries { get; init; } = 200_000;

    public long MaxUnpackedBytes { get; init; } = 64L << 30;

    /// <summary>Above <see cref="FreeUnpackedBytes"/>: largest ratio of unpacked to packed bytes.</summary>
    public int MaxRatio { get; init; } = 200;

    /// <summary>Unpacked bytes that are never questioned.</summary>
    public long FreeUnpackedBytes { get; init; } = 256L << 20;

    /// <summary>Archives inside archives that are opened.</summary>
    public int MaxDepth { get; init; } = 1;
}
