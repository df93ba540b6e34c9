using System.Globalization;

namespace Studio.Training.Devices;

/// <summary>Memory figures in bytes from /proc.</summary>
static class ProcessMemory
{
    /// <summary>Resident set of this process.</summary>
    public static long Resident => Environment.WorkingSet;

    /// <summary>Largest resident set so far.</summary>
    public static long Peak => Read("/proc/self/status", "VmHWM:") ?? Resident;

    /// <summary>Memory of the machine; null where it is not known.</summary>
    public static long? Total => Read("/proc/meminfo", "MemTotal:");

    static long? Read(string path, string key)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var line = File.ReadLines(path).FirstOrDefault(text => text.StartsWith(key, StringComparison.Ordinal));
        var parts = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts is { Length: >= 2 } ? long.Parse(parts[1], CultureInfo.InvariantCulture) * 1024 : null;
    }
}
