using Studio.Contracts;

namespace Studio.Features.Import;

/// <summary>No room for the files an import stages; ends the batch, what is imported stays.</summary>
sealed class ImportFullException : Exception
{
    ImportFullException(string message, Exception? inner)
        : base(message, inner)
    {
    }

    public static ImportFullException While(string work, Exception? inner = null) =>
        new($"The disk of the data folder became full while {work}. Free some space, then import again.", inner);

    public static bool IsCause(IOException exception) => DiskRoom.IsMissing(exception);
}
