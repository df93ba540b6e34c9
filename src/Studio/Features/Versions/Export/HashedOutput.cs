using Studio.Storage;

namespace Studio.Features.Versions.Export;

/// <summary>Hashes files on their way to the target. What grows without a limit waits in the data folder, not in memory.</summary>
sealed class HashedOutput(IExportTarget target, DataFolder folder)
{
    readonly List<ExportedFile> files = [];

    public IReadOnlyList<ExportedFile> Files => files;

    public async Task WriteAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(content, writable: false);
        await target.WriteAsync(path, stream, cancellationToken);
        files.Add(new ExportedFile(path, content.LongLength, Sha256Text.Of(content)));
    }

    public Task WriteAsync(string path, Action<Stream> write, CancellationToken cancellationToken) => WriteAsync(
        path,
        stream =>
        {
            write(stream);
            return Task.CompletedTask;
        },
        cancellationToken);

    /// <param name="write">Writes the file; may write others to this output meanwhile.</param>
    public async Task WriteAsync(string path, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        await using var temporary = new FileStream(
            Path.Combine(folder.Staging, $"export-{Guid.NewGuid():N}.part"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16,
            FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        await write(temporary);
        temporary.Position = 0;
        var sha256 = await Sha256Text.OfAsync(temporary, cancellationToken);
        temporary.Position = 0;
        await target.WriteAsync(path, temporary, cancellationToken);
        files.Add(new ExportedFile(path, temporary.Length, sha256));
    }
}
