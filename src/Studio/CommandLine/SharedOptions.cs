using System.CommandLine;

namespace Studio.CommandLine;

/// <summary>Options that every verb takes.</summary>
public static class SharedOptions
{
    public static Option<DirectoryInfo> Data { get; } = new("--data")
    {
        Description = "Folder that holds everything the studio stores.",
        DefaultValueFactory = _ => new DirectoryInfo(DefaultDataFolder()),
    };

    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Print one JSON object on standard output; progress goes to standard error.",
    };

    /// <summary><c>STUDIO_DATA</c>, else <c>data/</c> in the folder the command was called in.</summary>
    static string DefaultDataFolder() =>
        Environment.GetEnvironmentVariable("STUDIO_DATA") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Directory.GetCurrentDirectory(), "data");
}
