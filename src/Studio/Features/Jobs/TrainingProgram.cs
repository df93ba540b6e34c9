namespace Studio.Features.Jobs;

/// <summary>Finds the training program. It is a separate program on purpose: the studio never loads libtorch.</summary>
public static class TrainingProgram
{
    public const string PathVariable = "STUDIO_TRAINING";
    public const string FileName = "Studio.Training.dll";

    /// <summary>The path given by an option or <c>STUDIO_TRAINING</c>, else the program shipped with or built beside the studio.</summary>
    /// <exception cref="TrainingProgramMissingException">No such file; the message names the places looked at.</exception>
    public static string Locate(string? configured = null)
    {
        var chosen = configured ?? Environment.GetEnvironmentVariable(PathVariable);
        string[] places = string.IsNullOrEmpty(chosen) ? UsualPlaces(AppContext.BaseDirectory) : [Path.GetFullPath(chosen)];
        return Array.Find(places, File.Exists) ?? throw new TrainingProgramMissingException(places);
    }

    /// <summary><c>training/</c> beside the program; else the build of the same configuration in the repository.</summary>
    internal static string[] UsualPlaces(string programFolder)
    {
        var program = new DirectoryInfo(Path.TrimEndingDirectorySeparator(programFolder));
        var shipped = Path.Combine(program.FullName, "training", FileName);

        // <root>/src/Studio/bin/Release/net10.0 → <root>/src/Training/bin/Release/net10.0
        var configuration = program.Parent;
        var root = configuration?.Parent?.Parent?.Parent?.Parent;
        return configuration is null || root is null
            ? [shipped]
            : [shipped, Path.Combine(root.FullName, "src", "Training", "bin", configuration.Name, program.Name, FileName)];
    }
}

/// <summary>The training program is not installed where the studio looks for it.</summary>
public sealed class TrainingProgramMissingException(IEnumerable<string> places) : Exception(
    $"The training program is missing. Looked for {string.Join(" and ", places)}. " +
    $"Build the studio again, or name the program in {TrainingProgram.PathVariable}.");
