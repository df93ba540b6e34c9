namespace Studio.Hosting;

/// <summary>How the Studio.Training executable is started; the studio never loads it.</summary>
/// <param name="FileName">Program to start.</param>
/// <param name="Arguments">Arguments that come before the verb.</param>
public sealed record TrainingProgram(string FileName, IReadOnlyList<string> Arguments)
{
    const string AssemblyFile = "Studio.Training.dll";

    /// <summary>
    /// <c>STUDIO_TRAINING</c> (path of Studio.Training.dll), else the folder <c>training</c> beside the studio,
    /// else the build output in the repository the studio was built in.
    /// </summary>
    /// <exception cref="FileNotFoundException">None of these places holds the program.</exception>
    public static TrainingProgram Locate()
    {
        var places = Candidates().ToList();
        var found = places.Find(File.Exists)
            ?? throw new FileNotFoundException(
                $"The program that reads images and trains models is missing. Looked for: {string.Join(", ", places)}. Build the solution again.");
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";
        return new TrainingProgram(host, ["exec", found]);
    }

    static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("STUDIO_TRAINING") is { Length: > 0 } named)
            yield return named;
        yield return Path.Combine(AppContext.BaseDirectory, "training", AssemblyFile);

        var configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Debug{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            ? "Debug"
            : "Release";
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Studio.sln")))
            {
                var output = Path.Combine(folder.FullName, "src", "Training", "bin", configuration);
                yield return Path.Combine(output, "net10.0", AssemblyFile);
            }
        }
    }
}
