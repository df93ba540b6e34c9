using Studio.Storage;

namespace Studio.Features.Admin;

/// <summary>What lies in the data folder, in bytes.</summary>
public sealed record StorageUse(long BlobBytes, long DatabaseBytes, long WorkBytes, long StagingBytes)
{
    /// <summary>Adds up the files; takes seconds with very many of them, so it does not run on the page's own thread.</summary>
    public static Task<StorageUse> MeasureAsync(DataFolder folder, CancellationToken cancellationToken) => Task.Run(
        () => new StorageUse(
            Sum(folder.Blobs, cancellationToken),
            Directory.EnumerateFiles(folder.Root, Path.GetFileName(folder.DatabaseFile) + "*").Sum(f => new FileInfo(f).Length),
            Sum(folder.Work, cancellationToken),
            Sum(folder.Staging, cancellationToken)),
        cancellationToken);

    static long Sum(string path, CancellationToken cancellationToken)
    {
        var bytes = 0L;
        foreach (var file in new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            bytes += LengthOf(file);
        }

        return bytes;
    }

    // Files of running jobs come and go while they are counted.
    static long LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }
}
