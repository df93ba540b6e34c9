using System.Diagnostics;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Studio.Storage;

/// <summary>
/// The studio's SQLite file. One connection per operation, short transactions; several processes (server, command
/// line) may use it at once. SQLite has no asynchronous calls, so an operation runs whole on a pool thread; the writes of
/// this process take turns.
/// </summary>
public sealed class Database
{
    const int SqliteError = 1;
    const int SqliteBusy = 5;
    const int SqliteLocked = 6;

    /// <summary>Many connections began at the same moment; the next try gets through.</summary>
    const int SqliteProtocol = 15;

    static readonly TimeSpan BusyLimit = TimeSpan.FromSeconds(30);

    readonly string connectionText;
    readonly WriteQueue writes;

    public Database(DataFolder folder, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        Folder = folder;
        Clock = clock ?? TimeProvider.System;
        SystemSqlite.EnsureLoaded();
        ColumnTypes.EnsureRegistered();
        connectionText = new SqliteConnectionStringBuilder
        {
            DataSource = folder.DatabaseFile,
            ForeignKeys = true,
            DefaultTimeout = 30,
        }.ToString();
        writes = new WriteQueue((work, cancellation) => WithRetry(() => Commit(work), cancellation));
    }

    public DataFolder Folder { get; }

    public TimeProvider Clock { get; }

    /// <summary>Creates the data folder and brings the schema up to date; call once before anything else.</summary>
    /// <exception cref="DatabaseVersionException">The file belongs to a newer or a different build.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken = default)
    {
        Folder.Create();
        await Task.Run(
            () =>
            {
                using var connection = Connect();
                connection.Execute("PRAGMA journal_mode = WAL");
            },
            cancellationToken);
        await WriteAsync(
            "The database's schema",
            session =>
            {
                Migrations.Apply(session);
                ImageChanges.ClearOld(session);
            },
            cancellationToken);
    }

    /// <summary>Writes a consistent copy of the database file while it is in use.</summary>
    public Task CopyToAsync(string file, CancellationToken cancellationToken = default) => Task.Run(
        () =>
        {
            using var connection = Connect();
            connection.Execute("VACUUM INTO @file", new { file });
        },
        cancellationToken);

    /// <summary>SQLite's own check of the file; empty when it is sound.</summary>
    public Task<IReadOnlyList<string>> FindDamageAsync(CancellationToken cancellationToken = default) => ReadAsync(
        session =>
        {
            var lines = session.Query<string>("PRAGMA integrity_check");
            return (IReadOnlyList<string>)lines.Where(line => line != "ok").ToList();
        },
        cancellationToken);

    internal Task<T> ReadAsync<T>(Func<DatabaseSession, T> read, CancellationToken cancellationToken) =>
        Task.Run(() => WithRetry(() => ReadOnce(read), cancellationToken), cancellationToken);

    /// <summary>Stores what the operation writes, together with what others write at the same moment; on disk when the call returns.</summary>
    /// <param name="what">What the operation stores, in words, for the message when the disk is full.</param>
    /// <param name="write">May run again when another process holds the file or a write beside it fails; has no effect outside the session.</param>
    internal async Task<T> WriteAsync<T>(string what, Func<DatabaseSession, T> write, CancellationToken cancellationToken)
    {
        try
        {
            return await writes.AddAsync(write, cancellationToken);
        }
        catch (Exception full) when (StorageFullException.IsCause(full))
        {
            throw StorageFullException.Create(Folder, what, full);
        }
    }

    internal Task WriteAsync(string what, Action<DatabaseSession> write, CancellationToken cancellationToken) =>
        WriteAsync(
            what,
            session =>
            {
                write(session);
                return true;
            },
            cancellationToken);

    /// <summary>Tries again while another connection or process holds the file.</summary>
    static T WithRetry<T>(Func<T> operation, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return operation();
            }
            catch (SqliteException busy) when (IsBusy(busy) && Stopwatch.GetElapsedTime(started) < BusyLimit)
            {
                Thread.Sleep(Random.Shared.Next(5, 50));
            }
        }
    }

    T ReadOnce<T>(Func<DatabaseSession, T> read)
    {
        using var connection = Connect();
        using var transaction = connection.BeginTransaction(deferred: true);
        return read(new DatabaseSession(connection, transaction, Clock.GetUtcNow()));
    }

    static bool IsBusy(SqliteException exception) => exception.SqliteErrorCode is SqliteBusy or SqliteLocked or SqliteProtocol;

    bool Commit(Action<DatabaseSession> work)
    {
        using var connection = Connect();
        var transaction = connection.BeginTransaction(deferred: false);
        try
        {
            work(new DatabaseSession(connection, transaction, Clock.GetUtcNow()));
            transaction.Commit();
            return true;
        }
        finally
        {
            End(connection, transaction);
        }
    }

    /// <summary>
    /// When a commit finds no room SQLite rolls back by itself, and the rollback that follows fails: it must not hide the
    /// full disk. The library takes the transaction as ended only after a rollback that worked, so it gets one.
    /// </summary>
    static void End(SqliteConnection connection, SqliteTransaction transaction)
    {
        try
        {
            transaction.Dispose();
        }
        catch (SqliteException alreadyEnded) when (alreadyEnded.SqliteErrorCode == SqliteError)
        {
            connection.Execute("BEGIN TRANSACTION", transaction: transaction);
            transaction.Dispose();
        }
    }

    SqliteConnection Connect()
    {
        var connection = new SqliteConnection(connectionText);
        try
        {
            connection.Open();
            connection.Execute("PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000");

            // SQLite's own lower() knows ASCII only.
            connection.CreateFunction("lower_case", (string? text) => text?.ToLowerInvariant(), isDeterministic: true);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
