using Microsoft.Data.Sqlite;
using Studio.Contracts.Jobs;

namespace Studio.Storage;

/// <summary>The rows around blob files: begun before a file gets its address, complete once it durably has it.</summary>
sealed class BlobRows(Database database)
{
    public sealed record BlobRow
    {
        public required string Sha256 { get; init; }
        public long Length { get; init; }
    }

    /// <summary>As many addresses as one statement takes.</summary>
    const int AddressesAtOnce = 500;
    const int SqliteConstraint = 19;

    public Task BeginAsync(IReadOnlyList<BlobReference> blobs, string what, CancellationToken cancellationToken) => database.WriteAsync(
        what,
        session => session.Execute(
            """
            INSERT INTO blob (sha256, length, state, created_at) VALUES (@Sha256, @Length, 'begun', @Now)
            ON CONFLICT (sha256) DO UPDATE SET created_at = excluded.created_at WHERE state = 'begun'
            """,
            blobs.Select(blob => new { blob.Sha256, blob.Length, session.Now }).ToList()),
        cancellationToken);

    public Task CompleteAsync(IReadOnlyList<string> addresses, string what) => database.WriteAsync(
        what,
        session => session.Execute(
            "UPDATE blob SET state = 'complete' WHERE sha256 = @sha256",
            addresses.Select(sha256 => new { sha256 }).ToList()),
        CancellationToken.None);

    /// <summary>Which of these addresses are complete.</summary>
    public Task<HashSet<string>> FindCompleteAsync(IReadOnlyList<string> addresses, CancellationToken cancellationToken) => database.ReadAsync(
        session => addresses.Chunk(AddressesAtOnce)
            .SelectMany(chunk => session.Query<string>(
                "SELECT sha256 FROM blob WHERE sha256 IN @chunk AND state = 'complete'",
                new { chunk }))
            .ToHashSet(StringComparer.Ordinal),
        cancellationToken);

    /// <summary>Removes row and file inside the write lock; the foreign keys keep a blob that is still named.</summary>
    public Task<bool> PurgeAsync(string sha256, Action<string> removeFile, CancellationToken cancellationToken) => database.WriteAsync(
        "The removal of a file",
        session =>
        {
            try
            {
                session.Execute("DELETE FROM blob WHERE sha256 = @sha256", new { sha256 });
            }
            catch (SqliteException named) when (named.SqliteErrorCode == SqliteConstraint)
            {
                return false;
            }

            removeFile(sha256);
            return true;
        },
        cancellationToken);

    public Task<BlobRow?> FindCompleteAsync(string sha256, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.Find<BlobRow>(
            "SELECT sha256, length FROM blob WHERE sha256 = @sha256 AND state = 'complete'",
            new { sha256 }),
        cancellationToken);

    public Task<List<BlobRow>> ListCompleteAsync(CancellationToken cancellationToken) => database.ReadAsync(
        session => session.Query<BlobRow>("SELECT sha256, length FROM blob WHERE state = 'complete' ORDER BY sha256"),
        cancellationToken);

    /// <summary>
    /// Removes rows begun before the limit, each with its file. Runs inside the write lock: a put that starts now
    /// waits, then begins its own row, so its file is not the one removed.
    /// </summary>
    public Task<int> SweepBegunAsync(DateTimeOffset limit, Action<string> removeFile, CancellationToken cancellationToken) =>
        database.WriteAsync(
            "The clean-up of unfinished files",
            session =>
            {
                var begun = session.Query<string>(
                    "SELECT sha256 FROM blob WHERE state = 'begun' AND created_at < @limit",
                    new { limit });
                begun.ForEach(removeFile);
                session.Execute("DELETE FROM blob WHERE state = 'begun' AND created_at < @limit", new { limit });
                return begun.Count;
            },
            cancellationToken);
}
