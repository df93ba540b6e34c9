using Microsoft.Data.Sqlite;

namespace Studio.Storage;

/// <summary>A statement that is parsed once and runs many times; to be disposed before its session ends.</summary>
sealed class PreparedStatement : IDisposable
{
    readonly SqliteCommand command;

    public PreparedStatement(SqliteConnection connection, SqliteTransaction transaction, string sql, IReadOnlyList<string> names)
    {
        command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var name in names)
            command.Parameters.Add(new SqliteParameter { ParameterName = $"@{name}", Value = DBNull.Value });
        command.Prepare();
    }

    /// <returns>Rows that were written.</returns>
    public int Execute(params ReadOnlySpan<object?> values)
    {
        for (var place = 0; place < values.Length; place++)
            command.Parameters[place].Value = values[place] ?? DBNull.Value;
        return command.ExecuteNonQuery();
    }

    public void Dispose() => command.Dispose();
}
