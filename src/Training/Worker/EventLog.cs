using System.Text;
using System.Text.Json;
using Studio.Contracts;
using Studio.Contracts.Jobs;

namespace Studio.Training.Worker;

/// <summary>
/// Append-only file of a job's events, one JSON object a line. An event is sent only after it is on disk, so what the
/// studio knows is never more than what a restarted process can send again.
/// </summary>
sealed class EventLog : IDisposable
{
    readonly FileStream file;

    EventLog(FileStream file, List<JobEvent> events)
    {
        this.file = file;
        Recovered = events;
    }

    /// <summary>What earlier attempts of the job wrote, in order.</summary>
    public IReadOnlyList<JobEvent> Recovered { get; }

    /// <summary>Opens or creates the log. A last line cut off by a kill is dropped.</summary>
    public static EventLog Open(string path)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var events = new List<JobEvent>();
        var kept = 0;
        while (kept < bytes.Length)
        {
            var end = Array.IndexOf(bytes, (byte)'\n', kept);
            if (end < 0 || !TryParse(bytes.AsSpan(kept, end - kept), out var parsed))
            {
                break;
            }

            events.Add(parsed);
            kept = end + 1;
        }

        file.SetLength(kept);
        file.Position = kept;
        return new EventLog(file, events);
    }

    /// <summary>One line of the log.</summary>
    /// <exception cref="ArgumentException">The event holds a number that JSON has no word for, such as infinity.</exception>
    public static string ToLine(JobEvent item) => JsonSerializer.Serialize(item, ContractJson.Options);

    /// <summary>Writes a batch and waits until it is on disk; a batch that does not fit leaves nothing behind.</summary>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public void Append(IEnumerable<string> lines)
    {
        var before = file.Position;
        try
        {
            file.Write(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));
            file.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            file.SetLength(before);
            file.Position = before;
            throw;
        }
    }

    public void Dispose() => file.Dispose();

    static bool TryParse(ReadOnlySpan<byte> line, out JobEvent parsed)
    {
        parsed = null!;
        try
        {
            parsed = JsonSerializer.Deserialize<JobEvent>(line, ContractJson.Options)!;
            return parsed is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
