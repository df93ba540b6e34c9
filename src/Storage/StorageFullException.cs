using System.Globalization;
using Microsoft.Data.Sqlite;
using Studio.Contracts;

namespace Studio.Storage;

/// <summary>No room on the disk of the data folder. Nothing of what was being stored is visible.</summary>
public sealed class StorageFullException : StorageException
{
    const int SqliteFull = 13;

    StorageFullException(string message, long freeBytes, string notStored, Exception inner)
        : base(message, inner)
    {
        FreeBytes = freeBytes;
        NotStored = notStored;
    }

    public long FreeBytes { get; }

    /// <summary>What was not stored, in words.</summary>
    public string NotStored { get; }

    internal static bool IsCause(Exception exception) => exception switch
    {
        IOException io => DiskRoom.IsMissing(io),
        SqliteException sqlite => sqlite.SqliteErrorCode == SqliteFull,
        _ => false,
    };

    internal static StorageFullException Create(DataFolder folder, string notStored, Exception inner)
    {
        var free = folder.FreeBytes();
        var megabytes = (free / 1e6).ToString("0.#", CultureInfo.InvariantCulture);
        var message = $"The disk of the data folder is full ({megabytes} MB free). {notStored} was not stored. " +
            "Free some space, then try again; everything stored before is safe.";
        return new StorageFullException(message, free, notStored, inner);
    }
}
