using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Versions;

/// <summary>What reading every file of a version again found.</summary>
/// <param name="Damaged">What is missing or not what it was; empty where all is sound.</param>
/// <param name="IsListIntact">Whether the list of images and labels still has the version's hash.</param>
public sealed record VersionCheck(int Files, long Bytes, IReadOnlyList<BlobUse> Damaged, bool IsListIntact)
{
    public bool IsSound => Damaged.Count == 0 && IsListIntact;
}

/// <summary>Whether the files that a version is made of are whole.</summary>
public sealed class VersionFiles(BlobStore blobs, BlobUseStore uses, DatasetVersionStore versions)
{
    const int MostNamed = 3;

    /// <summary>Reads every file again.</summary>
    /// <param name="progress">Files read, of how many.</param>
    public async Task<VersionCheck> CheckAsync(
        DatasetVersion version, Action<int, int>? progress = null, CancellationToken cancellationToken = default)
    {
        var files = await uses.ListOfVersionAsync(version.Id, cancellationToken);
        var told = new SynchronousProgress<(int Done, int Total)>(step => progress?.Invoke(step.Done, step.Total));
        var found = await blobs.VerifyAsync(files, told, cancellationToken);
        return new VersionCheck(
            files.Count,
            found.Bytes,
            await FindUsesAsync(version, [.. found.Missing, .. found.Damaged], cancellationToken),
            await versions.HashAgainAsync(version, cancellationToken) == version.Hash);
    }

    /// <summary>Refuses a version whose files are not there in full. It looks at their lengths alone; a training reads and checks them.</summary>
    /// <exception cref="StorageException">Names the images.</exception>
    public async Task RequireAsync(DatasetVersion version, CancellationToken cancellationToken = default)
    {
        var missing = blobs.FindIncomplete(await uses.ListOfVersionAsync(version.Id, cancellationToken));
        if (missing.Count == 0)
            return;
        var named = await FindUsesAsync(version, [.. missing.Select(file => file.Sha256)], cancellationToken);
        throw new StorageException(
            $"Version {version.Number} cannot be trained on: {Words(named)} {(named.Count == 1 ? "is" : "are")} missing or cut off in the data folder. " +
            "Get the files back from a backup: ./studio verify --repair-from FOLDER.");
    }

    /// <summary>"the pixels of 0043 and the label of 0044".</summary>
    public static string Words(IReadOnlyList<BlobUse> damaged)
    {
        var parts = damaged.Take(MostNamed).Select(use => $"the {use.Kind} of {use.Name}").ToList();
        if (damaged.Count > MostNamed)
            parts.Add($"{Wording.Number(damaged.Count - MostNamed)} more");
        return parts.Count == 1 ? parts[0] : $"{string.Join(", ", parts.SkipLast(1))} and {parts[^1]}";
    }

    /// <summary>As this version needs them: a label that only a later one holds is none of its.</summary>
    async Task<IReadOnlyList<BlobUse>> FindUsesAsync(DatasetVersion version, IReadOnlyList<string> addresses, CancellationToken cancellationToken) =>
        [.. (await uses.FindAsync(addresses, cancellationToken)).Where(use => use.Kind is "pixels" or "label" && use.Versions.Contains(version.Number))];
}
