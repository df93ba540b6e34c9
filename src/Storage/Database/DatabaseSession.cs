using System.Data;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Studio.Storage;

/// <summary>One connection inside one short transaction. Lives only as long as the operation it was made for.</summary>
sealed class DatabaseSession(SqliteConnection connection, SqliteTransaction transaction, DateTimeOffset now)
{
    /// <summary>The operation's time; every row it writes carries the same one.</summary>
    public DateTimeOffset Now { get; } = now;

    public List<T> Query<T>(string sql, object? arguments = null) =>
        connection.Query<T>(sql, arguments, transaction).AsList();

    /// <summary>Rows as they are read, for more of them than memory holds; valid while the session lasts.</summary>
    public IEnumerable<T> Stream<T>(string sql, object? arguments = null) =>
        connection.Query<T>(sql, arguments, transaction, buffered: false);

    public T? Find<T>(string sql, object? arguments = null) =>
        connection.QueryFirstOrDefault<T>(sql, arguments, transaction);

    public T Single<T>(string sql, object? arguments = null) =>
        connection.QuerySingle<T>(sql, arguments, transaction);

    /// <summary>Row by row, for what is too much to hold as objects.</summary>
    public void Read(string sql, object? arguments, Action<IDataReader> row)
    {
        using var reader = connection.ExecuteReader(sql, arguments, transaction);
        while (reader.Read())
            row(reader);
    }

    public int Execute(string sql, object? arguments = null) =>
        connection.Execute(sql, arguments, transaction);

    /// <summary>A statement that runs many times.</summary>
    /// <param name="names">Of its parameters without their signs, in the order in which values are given.</param>
    public PreparedStatement Prepare(string sql, params IReadOnlyList<string> names) => new(connection, transaction, sql, names);
}
