using System.Text;
using Studio.Features.Import.Expanding;
using Studio.Storage;

namespace Studio.Features.Import.Uploads;

/// <summary>
/// Files on their way from a browser. A file may arrive in chunks and go on after a lost connection. Paths never become
/// file names: each file lies under the hash of its path, beside a note of the path itself.
/// </summary>
public sealed class UploadStore(DataFolder data)
{
    const int MaxPathLength = 1024;
    static readonly TimeSpan KeepUnfinished = TimeSpan.FromDays(3);

    string Root => Path.Combine(data.Staging, "uploads");

    /// <summary>The identifier cannot be guessed and names nobody.</summary>
    public string Begin(string projectSlug)
    {
        RemoveOld();
        var id = Guid.NewGuid().ToString("N");
        Directory.CreateDirectory(Path.Combine(Root, id));
        File.WriteAllText(ProjectFile(id), projectSlug);
        return id;
    }

    /// <summary>The project an upload belongs to, or null where there is no such upload.</summary>
    public string? FindProject(string id) => Guid.TryParseExact(id, "N", out _) && File.Exists(ProjectFile(id)) ? File.ReadAllText(ProjectFile(id)) : null;

    /// <summary>What is wrong with a path, or null.</summary>
    public static string? FindFault(string path)
    {
        if (path.Length is 0 or > MaxPathLength)
            return $"A path has 1 to {MaxPathLength} characters.";
        var isOutside = path.StartsWith('/') || path.Contains('\\') || path.Contains(':') || path.Split('/').Any(part => part is "" or "." or "..");
        return isOutside || path.Any(char.IsControl) ? "The path of the file points outside what was dropped. It was not sent." : null;
    }

    /// <summary>Bytes of a file that are here.</summary>
    public long Received(string id, string path)
    {
        var file = new FileInfo(ContentFile(id, path));
        return file.Exists ? file.Length : 0;
    }

    /// <summary>Appends a chunk if it continues what is here; a chunk that came before changes nothing.</summary>
    /// <param name="id">An upload.</param>
    /// <param name="path">A path without fault.</param>
    /// <param name="offset">Where the chunk begins in the file.</param>
    /// <param name="chunk">At most what is missing of the file.</param>
    /// <param name="cancellation">A chunk cut short stays as far as it came.</param>
    /// <returns>Bytes that are here now; the next chunk starts there.</returns>
    public async Task<long> ReceiveAsync(string id, string path, long offset, Stream chunk, CancellationToken cancellation)
    {
        var received = Received(id, path);
        if (offset != received)
            return received;
        if (received == 0)
            await File.WriteAllTextAsync(PathFile(id, path), path, Encoding.UTF8, cancellation);
        await using var file = new FileStream(ContentFile(id, path), FileMode.Append, FileAccess.Write, FileShare.Read);
        await chunk.CopyToAsync(file, cancellation);
        return file.Length;
    }

    public IReadOnlyList<ImportFile> ListFiles(string id) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, id), "*.path").Select(note =>
        {
            var content = Path.ChangeExtension(note, ".content");
            return new ImportFile(File.ReadAllText(note, Encoding.UTF8), content, new FileInfo(content).Length);
        }),
    ];

    public void Discard(string id)
    {
        var folder = Path.Combine(Root, id);
        if (Guid.TryParseExact(id, "N", out _) && Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>An upload nobody finished; the batch that reads a finished one discards it itself.</summary>
    void RemoveOld()
    {
        var limit = DateTime.UtcNow - KeepUnfinished;
        foreach (var folder in new DirectoryInfo(Root) is { Exists: true } root ? root.EnumerateDirectories() : [])
        {
            if (folder.LastWriteTimeUtc < limit)
                folder.Delete(recursive: true);
        }
    }

    string ProjectFile(string id) => Path.Combine(Root, id, "project");

    string ContentFile(string id, string path) => Path.Combine(Root, id, Key(path) + ".content");

    string PathFile(string id, string path) => Path.Combine(Root, id, Key(path) + ".path");

    static string Key(string path) => Sha256Text.Of(path)[..40];
}
