namespace Studio.Storage;

/// <summary>What the sweeper removed: rows of interrupted writes and forgotten temporary files.</summary>
public sealed record BlobSweep(int BegunRows, int TemporaryFiles);

/// <summary>Result of re-hashing every stored file; the lists hold addresses (SHA-256).</summary>
/// <param name="Checked">Files that were read.</param>
public sealed record BlobVerification(int Checked, long Bytes, IReadOnlyList<string> Missing, IReadOnlyList<string> Damaged)
{
    public bool IsSound => Missing.Count == 0 && Damaged.Count == 0;
}
