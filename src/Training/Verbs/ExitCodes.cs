namespace Studio.Training.Verbs;

/// <summary>Exit codes of every verb.</summary>
static class ExitCodes
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int BadInput = 2;

    /// <summary>The studio no longer knows this job attempt: cancelled, or taken over by another process.</summary>
    public const int NoLongerOurs = 3;

    /// <summary>128 + SIGTERM, as a shell reports it.</summary>
    public const int Interrupted = 143;
}
