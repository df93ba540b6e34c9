namespace Studio.Training.Devices;

/// <summary>What this machine's processor can do, as Linux tells it.</summary>
static class ProcessorFeatures
{
    /// <summary>Without avx512_bf16 or amx_bf16, bfloat16 is emulated and slower than float32.</summary>
    public static bool HasBFloat16 { get; } = Flags().Overlaps(["avx512_bf16", "amx_bf16"]);

    /// <summary>Threads to compute with: what the process may use.</summary>
    public static int ComputeThreads => Environment.ProcessorCount;

    static HashSet<string> Flags()
    {
        const string path = "/proc/cpuinfo";
        var line = File.Exists(path)
            ? File.ReadLines(path).FirstOrDefault(text => text.StartsWith("flags", StringComparison.Ordinal))
            : null;
        return line is null ? [] : [.. line[(line.IndexOf(':') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }
}
