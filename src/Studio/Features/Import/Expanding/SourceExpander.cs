namespace Studio.Features.Import.Expanding;

/// <summary>Turns what a person points at (files, folders, archives) into a flat list of files.</summary>
public sealed class SourceExpander(string stagingFolder, ZipLimits limits)
{
    readonly ZipExpander zips = new(stagingFolder, limits);

    /// <summary>Walks a file or folder in the order of names.</summary>
    /// <param name="source">An existing file or folder.</param>
    /// <param name="cancellation">Looked at between files.</param>
    public ExpandedFiles Expand(string source, CancellationToken cancellation)
    {
        var expanded = new ExpandedFiles();
        if (File.Exists(source))
            AddFile(new ImportFile(Path.GetFileName(source), Path.GetFullPath(source), new FileInfo(source).Length), expanded, cancellation);
        else
            AddFolder(new DirectoryInfo(source), "", expanded, cancellation);
        return expanded;
    }

    /// <summary>The same for files that were uploaded: their paths are what the browser said, their bytes lie in staging.</summary>
    public ExpandedFiles Expand(IEnumerable<ImportFile> files, CancellationToken cancellation)
    {
        var expanded = new ExpandedFiles();
        foreach (var file in files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            AddFile(file, expanded, cancellation);
        }

        return expanded;
    }

    void AddFolder(DirectoryInfo folder, string prefix, ExpandedFiles into, CancellationToken cancellation)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            var path = prefix + entry.Name;
            if (entry.LinkTarget is not null)
                into.Reject(path, "A link to another place. Import the place itself; links are not followed.");
            else if (entry is DirectoryInfo inner)
                AddFolder(inner, path + "/", into, cancellation);
            else
                AddFile(new ImportFile(path, entry.FullName, ((FileInfo)entry).Length), into, cancellation);
        }
    }

    void AddFile(ImportFile file, ExpandedFiles into, CancellationToken cancellation)
    {
        try
        {
            if (JunkFile.ReasonToSkip(file.Path) is null && ZipExpander.IsZip(file.FullPath))
                zips.Expand(file, into, cancellation);
            else
                into.Add(file);
        }
        catch (UnauthorizedAccessException)
        {
            into.Reject(file.Path, "The file may not be read by this user. Change its permissions and import it again.");
        }
    }
}
