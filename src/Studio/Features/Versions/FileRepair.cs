using Studio.Storage;

namespace Studio.Features.Versions;

/// <summary>Puts damaged and missing files back from a copy of a data folder. A file is known by its content, so any copy will do.</summary>
public static class FileRepair
{
    /// <param name="found">What a verification found.</param>
    /// <param name="source">A data folder, or its folder of files.</param>
    /// <returns>Addresses that are whole again. What the copy lacks, or holds damaged as well, is not among them.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(
        BlobStore blobs, BlobVerification found, string source, CancellationToken cancellationToken = default)
    {
        var data = new DataFolder(source);
        var folder = Directory.Exists(data.Blobs) ? data.Blobs : data.Root;
        var repaired = new List<string>();
        foreach (var sha256 in found.Missing.Concat(found.Damaged))
        {
            var copy = Path.Combine(folder, sha256[..2], sha256[2..]);
            if (!File.Exists(copy) || Path.GetFullPath(copy) == blobs.GetPath(sha256))
                continue;
            await using var content = File.OpenRead(copy);
            if (await blobs.RepairAsync(sha256, content, cancellationToken))
                repaired.Add(sha256);
        }

        return repaired;
    }
}
