using Studio.Features.Jobs;

namespace Studio.Features.Import.Decoding;

/// <summary>How many processes read files, and what one file may cost before it is given up.</summary>
public sealed record DecodePoolOptions
{
    /// <summary>Program and arguments of one import process.</summary>
    public required string FileName { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    public int Processes { get; init; } = 2;

    /// <summary>Largest resident set of a process.</summary>
    public long MemoryCapBytes { get; init; } = 2L << 30;

    /// <summary>Longest time for one file.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A process without work for this long is stopped; the next file starts a new one.</summary>
    public TimeSpan IdleStop { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The training program's own import processes.</summary>
    /// <exception cref="TrainingProgramMissingException">It is not where it is looked for.</exception>
    public static DecodePoolOptions ForTrainingProgram() => new()
    {
        FileName = LocalLauncher.DotnetHost(),
        Arguments = ["exec", TrainingProgram.Locate(), "import"],
    };

    /// <summary>The managed heap gets less than the cap, so that most files fail inside the process with a reason of their own.</summary>
    public long ManagedHeapBytes => MemoryCapBytes / 4 * 3;
}
