using Studio.Contracts.Import;

namespace Studio.Features.Import.Expanding;

/// <summary>What an import consists of: files to read, and those whose fate is already known.</summary>
public sealed class ExpandedFiles
{
    readonly List<ImportFile> files = [];
    readonly List<ImportFile> documents = [];
    readonly List<ImportItem> settled = [];

    public IReadOnlyList<ImportFile> Files => files;

    /// <summary>Documents that may hold labels.</summary>
    public IReadOnlyList<ImportFile> Documents => documents;

    /// <summary>Skipped and rejected files, each with its reason.</summary>
    public IReadOnlyList<ImportItem> Settled => settled;

    public void Add(ImportFile file)
    {
        if (file.Length > 0 && JunkFile.MayHoldLabels(file.Path))
            documents.Add(file);
        else if (JunkFile.ReasonToSkip(file.Path) is { } reason)
            Skip(file.Path, reason);
        else if (file.Length == 0)
            Reject(file.Path, "The file is empty.");
        else
            files.Add(file);
    }

    public void Skip(string path, string reason) => settled.Add(new ImportItem(path, ImportFate.Skipped, reason, null));

    public void Reject(string path, string reason) => settled.Add(new ImportItem(path, ImportFate.Rejected, reason, null));

    /// <summary>Forgets everything under a path; used when an archive turns out to be harmful half-way.</summary>
    public void RemoveUnder(string path)
    {
        files.RemoveAll(file => IsUnder(file.Path, path));
        documents.RemoveAll(file => IsUnder(file.Path, path));
        settled.RemoveAll(item => IsUnder(item.Path, path));
    }

    static bool IsUnder(string path, string folder) => path.StartsWith(folder + "/", StringComparison.Ordinal);
}
