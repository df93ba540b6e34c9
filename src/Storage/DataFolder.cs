namespace Studio.Storage;

/// <summary>Layout of the one folder that holds everything the studio keeps.</summary>
public sealed class DataFolder
{
    public DataFolder(string root)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        Root = Path.GetFullPath(root);
    }

    public string Root { get; }

    public string DatabaseFile => Path.Combine(Root, "studio.db");

    /// <summary>Content-addressed files, <c>ab/cdef…</c> by SHA-256.</summary>
    public string Blobs => Path.Combine(Root, "blobs");

    /// <summary>Uploads and decoded files before they become blobs. Same disk as the blobs, so that moving is a rename.</summary>
    public string Staging => Path.Combine(Root, "staging");

    /// <summary>One folder per job: resume state and the event log.</summary>
    public string Work => Path.Combine(Root, "work");

    /// <summary>Keys of the web server's cookies.</summary>
    public string Keys => Path.Combine(Root, "keys");

    internal string IncomingBlobs => Path.Combine(Staging, "blobs");

    public void Create()
    {
        foreach (var folder in new[] { Root, Blobs, Staging, IncomingBlobs, Work, Keys })
        {
            Directory.CreateDirectory(folder);
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Keys, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public string WorkOf(Guid jobId) => Path.Combine(Work, jobId.ToString("D"));

    public long FreeBytes() => new DriveInfo(Root).AvailableFreeSpace;
}
