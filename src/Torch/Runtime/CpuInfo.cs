using System.Globalization;

namespace Studio.Torch;

/// <summary>What /proc tells about the processor and the memory.</summary>
internal static class CpuInfo
{
    static readonly Lazy<string[]> Lines = new(() => ReadLines("/proc/cpuinfo"));

    internal static string ModelName => Field(Lines.Value, "model name") ?? "CPU";

    /// <summary>Instructions the kernel reports, such as avx2 or avx512_bf16.</summary>
    internal static IReadOnlySet<string> Flags =>
        (Field(Lines.Value, "flags") ?? Field(Lines.Value, "Features") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet();

    /// <summary>Memory that can be taken without swapping, within the limit of a container.</summary>
    internal static long AvailableBytes
    {
        get
        {
            long free = KibibytesOf("MemAvailable") ?? long.MaxValue;
            return Math.Min(free, TotalBytes);
        }
    }

    internal static long TotalBytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    static long? KibibytesOf(string name)
    {
        const long kibi = 1024;
        var text = Field(ReadLines("/proc/meminfo"), name)?.Split(' ')[0];
        return long.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value * kibi : null;
    }

    static string? Field(string[] lines, string name) =>
        lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim();

    static string[] ReadLines(string path) => File.Exists(path) ? File.ReadAllLines(path) : [];
}
