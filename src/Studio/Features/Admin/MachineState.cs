namespace Studio.Features.Admin;

/// <summary>How the machine is, in bytes and shares.</summary>
/// <param name="Accelerator">Null when no GPU is found.</param>
/// <param name="Load">Share of the processor that is busy over the last minute, 0–1 and above; null when unknown.</param>
/// <param name="DatabaseBytes">The database file with its write-ahead log.</param>
public sealed record MachineState(
    AcceleratorState? Accelerator,
    int Cores,
    double? Load,
    long MemoryUsedBytes,
    long MemoryTotalBytes,
    int WaitingJobs,
    int RunningJobs,
    long FreeBytes,
    long DiskBytes,
    long DatabaseBytes)
{
    const double LittleSpace = 0.1;

    /// <summary>What a person should know, in words; empty when all is well.</summary>
    public IReadOnlyList<string> Warnings => FreeBytes < LittleSpace * DiskBytes
        ? [$"Only {Shell.Wording.Bytes(FreeBytes)} are free on the disk of the data folder. Imports and training stop when it is full. Make room or move the data folder to a larger disk."]
        : [];
}

/// <summary>A GPU as its driver reports it.</summary>
public sealed record AcceleratorState(string Name, double Load, long MemoryUsedBytes, long MemoryTotalBytes);
