using System.Security.Cryptography;
using Studio.Contracts.Jobs;

namespace Studio.Storage;

/// <summary>
/// Content-addressed, immutable files. A file is visible only once it is whole, flushed and renamed to its address and
/// its row is complete; whatever interrupts a write leaves a begun row or a temporary file that the sweeper removes.
/// </summary>
public sealed partial class BlobStore(Database database)
{
    const int BufferBytes = 128 * 1024;
    const int FlushesAtOnce = 8;
    readonly BlobRows rows = new(database);

    /// <param name="what">What is stored, as the start of a sentence for people ("The pixels of 0072.png").</param>
    /// <exception cref="StorageFullException">No room; nothing is stored.</exception>
    public Task<BlobReference> PutAsync(Stream content, string what, CancellationToken cancellationToken = default) =>
        PutStreamAsync(content, what, announced: null, cancellationToken);

    /// <summary>Stores content that came with its address; nothing is stored when the two do not agree.</summary>
    /// <inheritdoc cref="PutAsync(Stream, string, CancellationToken)"/>
    /// <exception cref="BlobMismatchException">The content is not that of the address.</exception>
    public Task<BlobReference> PutAnnouncedAsync(
        Stream content,
        string what,
        string sha256,
        CancellationToken cancellationToken = default)
    {
        RequireAddress(sha256);
        return PutStreamAsync(content, what, sha256, cancellationToken);
    }

    async Task<BlobReference> PutStreamAsync(Stream content, string what, string? announced, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        var temporary = NewTemporaryFile();
        try
        {
            var blob = await WriteTemporaryAsync(content, temporary, cancellationToken);
            if (announced is not null && announced != blob.Sha256)
            {
                throw new BlobMismatchException($"{what} was not stored: it arrived damaged. Send it again.");
            }

            if (!await IsStoredAsync(blob, cancellationToken))
            {
                await AdoptAsync([new StagedBlob(temporary, blob.Sha256, blob.Length)], what, cancellationToken);
            }

            return blob;
        }
        catch (IOException full) when (StorageFullException.IsCause(full))
        {
            throw StorageFullException.Create(database.Folder, what, full);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <inheritdoc cref="PutAsync(Stream, string, CancellationToken)"/>
    public async Task<BlobReference> PutAsync(
        ReadOnlyMemory<byte> content,
        string what,
        CancellationToken cancellationToken = default)
    {
        var blob = new BlobReference(Sha256Text.Of(content.Span), content.Length);
        if (await IsStoredAsync(blob, cancellationToken))
        {
            return blob;
        }

        using var stream = new MemoryStream(content.ToArray(), writable: false);
        return await PutAsync(stream, what, cancellationToken);
    }

    /// <summary>Moves files of the data folder (staging, work) into the store, with two transactions for all of them together.</summary>
    /// <param name="what">What they are, as the start of a sentence for people.</param>
    /// <exception cref="StorageException">A file has another length than stated.</exception>
    /// <exception cref="StorageFullException">No room; files that are not stored yet stay where they are.</exception>
    public async Task PutFilesAsync(IReadOnlyList<StagedBlob> files, string what, CancellationToken cancellationToken = default)
    {
        foreach (var file in files)
        {
            RequireAddress(file.Sha256);
            RequireLength(file, what);
        }

        try
        {
            var stored = await rows.FindCompleteAsync([.. files.Select(file => file.Sha256)], cancellationToken);
            var missing = files.DistinctBy(file => file.Sha256)
                .Where(file => !stored.Contains(file.Sha256) || !HasWholeFile(file.Sha256, file.Length))
                .ToList();
            if (missing.Count > 0)
            {
                await AdoptAsync(missing, what, cancellationToken);
            }
        }
        catch (IOException full) when (StorageFullException.IsCause(full))
        {
            throw StorageFullException.Create(database.Folder, what, full);
        }

        foreach (var file in files)
        {
            File.Delete(file.Path);
        }
    }

    /// <summary>Removes a blob for good, for content that must not stay. One that anything still names is kept.</summary>
    /// <returns>Whether it is gone.</returns>
    public Task<bool> PurgeAsync(string sha256, CancellationToken cancellationToken = default)
    {
        RequireAddress(sha256);
        return rows.PurgeAsync(sha256, RemoveIfThere, cancellationToken);
    }

    public async Task<bool> ExistsAsync(string sha256, CancellationToken cancellationToken = default) =>
        await FindAsync(sha256, cancellationToken) is not null;

    /// <summary>Address and length of a complete blob, or null.</summary>
    public async Task<BlobReference?> FindAsync(string sha256, CancellationToken cancellationToken = default)
    {
        var row = Sha256Text.IsValid(sha256) ? await rows.FindCompleteAsync(sha256, cancellationToken) : null;
        return row is not null && File.Exists(GetPath(sha256)) ? new BlobReference(row.Sha256, row.Length) : null;
    }

    /// <summary>Where the file of an address is, whether it exists or not.</summary>
    public string GetPath(string sha256)
    {
        RequireAddress(sha256);
        return Path.Combine(database.Folder.Blobs, sha256[..2], sha256[2..]);
    }

    /// <exception cref="BlobMissingException">There is no such file.</exception>
    public FileStream OpenRead(string sha256)
    {
        var path = GetPath(sha256);
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferBytes, useAsync: true);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BlobMissingException(
                $"The stored file {sha256[..12]}… is missing from the data folder. Restore the latest backup to get it back.");
        }
    }

    public async Task<byte[]> ReadAllBytesAsync(string sha256, CancellationToken cancellationToken = default)
    {
        await using var stream = OpenRead(sha256);
        var content = new byte[stream.Length];
        await stream.ReadExactlyAsync(content, cancellationToken);
        return content;
    }

    /// <summary>Removes what interrupted writes left behind. Writes younger than <paramref name="minimumAge"/> may still be going on.</summary>
    public async Task<BlobSweep> SweepAsync(TimeSpan minimumAge, CancellationToken cancellationToken = default)
    {
        var limit = database.Clock.GetUtcNow() - minimumAge;
        var begun = await rows.SweepBegunAsync(limit, RemoveIfThere, cancellationToken);
        var temporary = 0;
        foreach (var file in new DirectoryInfo(database.Folder.IncomingBlobs).EnumerateFiles())
        {
            if (file.LastWriteTimeUtc < limit.UtcDateTime)
            {
                file.Delete();
                temporary++;
            }
        }

        return new BlobSweep(begun, temporary);
    }

    async Task AdoptAsync(List<StagedBlob> files, string what, CancellationToken cancellationToken)
    {
        await rows.BeginAsync([.. files.Select(file => new BlobReference(file.Sha256, file.Length))], what, cancellationToken);
        await Task.Run(() => MoveIn(files), CancellationToken.None);
        await rows.CompleteAsync([.. files.Select(file => file.Sha256)], what);
    }

    /// <summary>The flushes run side by side: the file system commits them together.</summary>
    void MoveIn(List<StagedBlob> files)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = FlushesAtOnce };
        Parallel.ForEach(files, parallel, file => FileDurability.FlushFile(file.Path));
        var folders = files.Select(file => Path.GetDirectoryName(GetPath(file.Sha256))!).Distinct().ToList();
        folders.ForEach(folder => Directory.CreateDirectory(folder));

        // Even when the folders were there: another writer may have made them and not flushed them yet.
        FileDurability.FlushFolder(database.Folder.Blobs);
        foreach (var file in files)
        {
            File.Move(file.Path, GetPath(file.Sha256), overwrite: true);
        }

        Parallel.ForEach(folders, parallel, FileDurability.FlushFolder);
    }

    static void RequireLength(StagedBlob file, string what)
    {
        var found = new FileInfo(file.Path).Length;
        if (found != file.Length)
        {
            throw new StorageException($"{what} was not stored: the file has {found} bytes, {file.Length} were announced.");
        }
    }

    void RemoveIfThere(string sha256)
    {
        var path = GetPath(sha256);
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    async Task<bool> IsStoredAsync(BlobReference blob, CancellationToken cancellationToken)
    {
        var row = await rows.FindCompleteAsync(blob.Sha256, cancellationToken);
        return row is not null && HasWholeFile(blob.Sha256, blob.Length);
    }

    bool HasWholeFile(string sha256, long length)
    {
        var file = new FileInfo(GetPath(sha256));
        return file.Exists && file.Length == length;
    }

    static async Task<BlobReference> WriteTemporaryAsync(Stream content, string path, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var buffer = new byte[BufferBytes];
        long length = 0;
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            length += read;
        }

        return new BlobReference(Convert.ToHexStringLower(hash.GetHashAndReset()), length);
    }

    string NewTemporaryFile() => Path.Combine(database.Folder.IncomingBlobs, $"{Guid.NewGuid():N}.part");

    static void RequireAddress(string sha256)
    {
        if (!Sha256Text.IsValid(sha256))
        {
            throw new ArgumentException("A blob's address is 64 lower-case hexadecimal digits.", nameof(sha256));
        }
    }
}
