using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Studio.Storage;

public sealed record AuditEntry
{
    public long Id { get; init; }
    public DateTimeOffset Time { get; init; }
    public long? UserId { get; init; }
    public required string Action { get; init; }

    /// <summary>What it was done to, e.g. <c>project/usgra</c>.</summary>
    public required string Subject { get; init; }
    public required string DetailJson { get; init; }
    public required string PreviousHash { get; init; }
    public required string Hash { get; init; }
}

/// <param name="FirstBrokenId">The first entry that does not fit the one before it or was changed; null when the chain is whole.</param>
public sealed record AuditVerification(int Entries, long? FirstBrokenId, string? LastHash);

/// <summary>
/// Who did what. Append-only; each entry's hash covers its content and the hash before it, so a changed, inserted or
/// removed entry shows. Entries cut off at the end show only against a hash noted elsewhere (backups note the last one).
/// </summary>
public sealed class AuditLog(Database database)
{
    const string Columns = "id, time, user_id, action, subject, detail_json, previous_hash, hash";
    static readonly string FirstHash = new('0', 64);

    public Task<AuditEntry> AppendAsync(
        long? userId,
        string action,
        string subject,
        object detail,
        CancellationToken cancellationToken = default) => database.WriteAsync(
        "The entry of the audit log",
        session => Append(session, userId, action, subject, detail),
        cancellationToken);

    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<AuditEntry>> ListAsync(int limit, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<AuditEntry>>(
            session => session.Query<AuditEntry>($"SELECT {Columns} FROM audit_entry ORDER BY id DESC LIMIT @limit", new { limit }),
            cancellationToken);

    public Task<AuditVerification> VerifyAsync(CancellationToken cancellationToken = default) => database.ReadAsync(
        session =>
        {
            var entries = session.Query<AuditEntry>($"SELECT {Columns} FROM audit_entry ORDER BY id");
            var previous = FirstHash;
            foreach (var entry in entries)
            {
                if (entry.PreviousHash != previous || entry.Hash != ComputeHash(entry))
                {
                    return new AuditVerification(entries.Count, entry.Id, previous);
                }

                previous = entry.Hash;
            }

            return new AuditVerification(entries.Count, null, entries.Count == 0 ? null : previous);
        },
        cancellationToken);

    /// <summary>Together with what the entry tells of.</summary>
    internal static AuditEntry Append(DatabaseSession session, long? userId, string action, string subject, object detail)
    {
        var last = session.Find<AuditEntry>($"SELECT {Columns} FROM audit_entry ORDER BY id DESC LIMIT 1");
        var entry = new AuditEntry
        {
            Id = (last?.Id ?? 0) + 1,
            Time = session.Now,
            UserId = userId,
            Action = action,
            Subject = subject,
            DetailJson = StoredJson.Write(detail),
            PreviousHash = last?.Hash ?? FirstHash,
            Hash = "",
        };
        entry = entry with { Hash = ComputeHash(entry) };
        session.Execute(
            $"""
            INSERT INTO audit_entry ({Columns})
            VALUES (@Id, @Time, @UserId, @Action, @Subject, @DetailJson, @PreviousHash, @Hash)
            """,
            entry);
        return entry;
    }

    /// <summary>A project as the subject of an entry.</summary>
    internal static string SubjectOf(DatabaseSession session, long projectId) =>
        "project/" + session.Single<string>("SELECT slug FROM project WHERE id = @projectId", new { projectId });

    /// <summary>Every field with its length before it, so that no two entries have the same bytes.</summary>
    static string ComputeHash(AuditEntry entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string[] fields =
        [
            entry.PreviousHash,
            entry.Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ColumnTypes.Text(entry.Time),
            entry.UserId?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "",
            entry.Action,
            entry.Subject,
            entry.DetailJson,
        ];
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var field in fields)
        {
            var bytes = Encoding.UTF8.GetBytes(field);
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
