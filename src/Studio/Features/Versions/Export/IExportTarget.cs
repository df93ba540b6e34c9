namespace Studio.Features.Versions.Export;

/// <summary>Where an export goes: a folder or a zip. One file is written at a time.</summary>
public interface IExportTarget
{
    /// <param name="path">With / between folders.</param>
    Task WriteAsync(string path, Stream content, CancellationToken cancellationToken);
}

/// <summary>A folder that appears whole or not at all.</summary>
public sealed class FolderTarget : IExportTarget, IDisposable
{
    readonly string folder;
    readonly string unfinished;

    /// <param name="folder">Does not exist, or is empty.</param>
    /// <exception cref="IOException">It holds something already.</exception>
    public FolderTarget(string folder)
    {
        this.folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (File.Exists(this.folder) || (Directory.Exists(this.folder) && Directory.EnumerateFileSystemEntries(this.folder).Any()))
            throw new IOException($"{this.folder} is there already and not empty. Name a new folder.");
        unfinished = $"{this.folder}.unfinished-{Guid.NewGuid():N}";
        Directory.CreateDirectory(unfinished);
    }

    public async Task WriteAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        var file = Path.Combine(unfinished, path.Replace('/', Path.DirectorySeparatorChar));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await using var target = File.Create(file);
        await content.CopyToAsync(target, cancellationToken);
    }

    /// <summary>Gives the folder its name.</summary>
    public void Complete()
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder);
        Directory.Move(unfinished, folder);
    }

    /// <summary>Removes what was not completed.</summary>
    public void Dispose()
    {
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);
    }
}
