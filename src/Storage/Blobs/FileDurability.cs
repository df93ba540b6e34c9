using System.Runtime.InteropServices;

namespace Studio.Storage;

/// <summary>Makes a rename survive a power cut: on Unix the folder has to be flushed as well as the file.</summary>
static partial class FileDurability
{
    const int OpenReadOnlyCloseOnExec = 0x80000;

    public static void FlushFile(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    /// <exception cref="IOException">The folder cannot be opened or flushed.</exception>
    public static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(path, OpenReadOnlyCloseOnExec);
        if (descriptor < 0)
        {
            throw Failure("opened", path);
        }

        try
        {
            if (Synchronize(descriptor) != 0)
            {
                throw Failure("flushed", path);
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    static IOException Failure(string verb, string path)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"The folder {path} could not be {verb}: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Synchronize(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
