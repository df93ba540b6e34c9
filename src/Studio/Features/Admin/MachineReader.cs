using System.Globalization;
using Studio.Contracts.Jobs;
using Studio.Storage;

namespace Studio.Features.Admin;

/// <summary>Reads what Linux tells about the machine; figures another system does not give stay empty.</summary>
public sealed class MachineReader(DataFolder folder, JobStore jobs, AcceleratorReader accelerator)
{
    public async Task<MachineState> ReadAsync(CancellationToken cancellationToken = default)
    {
        var open = await jobs.ListOpenAsync(cancellationToken);
        var (memoryUsed, memoryTotal) = ReadMemory();
        return new MachineState(
            await accelerator.ReadAsync(cancellationToken),
            Environment.ProcessorCount,
            ReadLoad(),
            memoryUsed,
            memoryTotal,
            open.Count(j => j.State == JobState.Queued),
            open.Count(j => j.State == JobState.Running),
            folder.FreeBytes(),
            new DriveInfo(folder.Root).TotalSize,
            LengthOf(folder.DatabaseFile) + LengthOf(folder.DatabaseFile + "-wal"));
    }

    static long LengthOf(string file) => File.Exists(file) ? new FileInfo(file).Length : 0;

    static double? ReadLoad() =>
        ReadFile("/proc/loadavg") is { } text
        && double.TryParse(text.Split(' ')[0], CultureInfo.InvariantCulture, out var load)
            ? load / Environment.ProcessorCount
            : null;

    static (long Used, long Total) ReadMemory()
    {
        var lines = ReadFile("/proc/meminfo")?.Split('\n') ?? [];
        var total = Kibibytes(lines, "MemTotal:");
        return ((total - Kibibytes(lines, "MemAvailable:")) * 1024, total * 1024);
    }

    static long Kibibytes(string[] lines, string name)
    {
        var line = lines.FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal));
        var number = line?[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim();
        return long.TryParse(number, CultureInfo.InvariantCulture, out var kibibytes) ? kibibytes : 0;
    }

    static string? ReadFile(string path) => File.Exists(path) ? File.ReadAllText(path) : null;
}
