using System.Runtime.InteropServices;

namespace Studio.Training.Jobs;

/// <summary>Ends the process while its job's thread is still inside libtorch.</summary>
static partial class ProcessEnd
{
    /// <summary>
    /// Without the exit handlers of native libraries: they take away what the running thread uses, and the process
    /// would crash instead of ending. Everything that must survive is on disk already.
    /// </summary>
    public static void Now(int exitCode)
    {
        Console.Error.Flush();
        EndImmediately(exitCode);
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void EndImmediately(int exitCode);
}
