namespace Studio.Storage;

/// <summary>Base of what storage reports to people; the message says what happened and what to do.</summary>
public class StorageException : Exception
{
    public StorageException(string message)
        : base(message)
    {
    }

    public StorageException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

/// <summary>The data folder was written by a newer or a different build; this one must not touch it.</summary>
public sealed class DatabaseVersionException(string message) : StorageException(message);

/// <summary>A file that the database refers to is not on disk.</summary>
public sealed class BlobMissingException(string message) : StorageException(message);

/// <summary>Content does not have the address it was announced with.</summary>
public sealed class BlobMismatchException(string message) : StorageException(message);
