namespace Studio.CommandLine;

/// <summary>Exit codes of every verb.</summary>
public static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int BadInput = 2;
}
