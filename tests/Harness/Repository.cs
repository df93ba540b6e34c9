namespace Studio.Harness;

/// <summary>Where the repository and its built programs are.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Debug or Release, as the calling program was built.</summary>
    public static string Configuration { get; } =
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            ? "Release"
            : "Debug";

    /// <summary>Real images beside the repository; absent on most machines.</summary>
    public static string SharedData { get; } = Path.GetFullPath(Path.Combine(Root, "..", "shared", "data"));

    public static string Program(string project, string assembly) =>
        Path.Combine(Root, project, "bin", Configuration, "net10.0", $"{assembly}.dll");

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Studio.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"Studio.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
