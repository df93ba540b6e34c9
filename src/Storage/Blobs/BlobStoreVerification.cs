using Studio.Contracts.Jobs;

namespace Studio.Storage;

/// <summary>Whether files are still what they were, and putting back those that are not.</summary>
public sealed partial class BlobStore
{
    /// <summary>Reads every stored file again and compares it with its address.</summary>
    public async Task<BlobVerification> VerifyAsync(
        IProgress<(int Done, int Total)>? progress = null,
        CancellationToken cancellationToken = default) =>
        await VerifyAsync(
            (await rows.ListCompleteAsync(cancellationToken)).ConvertAll(row => new BlobReference(row.Sha256, row.Length)), progress, cancellationToken);

    /// <summary>Reads some stored files again and compares them with their addresses.</summary>
    public async Task<BlobVerification> VerifyAsync(
        IReadOnlyList<BlobReference> files,
        IProgress<(int Done, int Total)>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        var missing = new List<string>();
        var damaged = new List<string>();
        long bytes = 0;
        for (var index = 0; index < files.Count; index++)
        {
            var file = files[index];
            try
            {
                await using var stream = OpenRead(file.Sha256);
                bytes += stream.Length;
                var isSound = stream.Length == file.Length && await Sha256Text.OfAsync(stream, cancellationToken) == file.Sha256;
                if (!isSound)
                {
                    damaged.Add(file.Sha256);
                }
            }
            catch (BlobMissingException)
            {
                missing.Add(file.Sha256);
            }

            progress?.Report((index + 1, files.Count));
        }

        return new BlobVerification(files.Count - missing.Count, bytes, missing, damaged);
    }

    /// <summary>Those of these files that are not there in full length. Their content is not read.</summary>
    public IReadOnlyList<BlobReference> FindIncomplete(IEnumerable<BlobReference> files) =>
        [.. files.Where(file => !HasWholeFile(file.Sha256, file.Length))];

    /// <summary>Puts the content of an address in place again, whatever is there now.</summary>
    /// <param name="content">Of a backup or another data folder.</param>
    /// <returns>False where the content is not that of the address; nothing is changed then.</returns>
    public async Task<bool> RepairAsync(string sha256, Stream content, CancellationToken cancellationToken = default)
    {
        RequireAddress(sha256);
        ArgumentNullException.ThrowIfNull(content);
        const string What = "The file from the backup";
        var temporary = NewTemporaryFile();
        try
        {
            var found = await WriteTemporaryAsync(content, temporary, cancellationToken);
            if (found.Sha256 != sha256)
            {
                return false;
            }

            await AdoptAsync([new StagedBlob(temporary, found.Sha256, found.Length)], What, cancellationToken);
            return true;
        }
        catch (IOException full) when (StorageFullException.IsCause(full))
        {
            throw StorageFullException.Create(database.Folder, What, full);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
