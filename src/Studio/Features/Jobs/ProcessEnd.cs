namespace Studio.Features.Jobs;

/// <summary>Why a job process is gone, in words for people. Exit codes above 128 are signals.</summary>
public static class ProcessEnd
{
    const int SignalBase = 128;
    static readonly string[] MemoryMarks = ["out of memory", "OutOfMemoryException", "not enough memory", "std::bad_alloc", "can't allocate memory"];
    static readonly string[] DiskMarks = ["No space left on device", "disk is full"];

    /// <param name="exitCode">Null when the process belonged to an earlier studio.</param>
    /// <param name="logTail">The end of its output.</param>
    public static string Describe(int? exitCode, string logTail)
    {
        if (Contains(logTail, MemoryMarks))
            return "Memory ran out. Use a smaller batch or a smaller input size.";
        if (Contains(logTail, DiskMarks))
            return "The disk is full. Free some space and start the run again.";
        return exitCode switch
        {
            null => "The training process is gone; it was started by an earlier studio, so its exit code is not known.",
            0 => "The training process ended without a result.",
            SignalBase + 9 => "The training process was killed (signal 9). Most often the machine ran out of memory: use a smaller batch or a smaller input size.",
            SignalBase + 15 => "The training process was ended from outside (signal 15), for example by a shutdown of the machine.",
            SignalBase + 2 => "The training process was interrupted from outside (signal 2).",
            SignalBase + 11 => "The training process crashed in native code (signal 11).",
            SignalBase + 6 => "The training process gave up with an error (signal 6).",
            SignalBase + 4 => "The training process used an instruction this processor does not have (signal 4).",
            127 => "The training program could not be started: dotnet or setsid was not found.",
            > SignalBase and < SignalBase + 65 => $"The training process was ended by signal {exitCode - SignalBase}.",
            _ => $"The training process ended with exit code {exitCode}.",
        };
    }

    static bool Contains(string text, string[] marks) =>
        Array.Exists(marks, mark => text.Contains(mark, StringComparison.OrdinalIgnoreCase));
}
