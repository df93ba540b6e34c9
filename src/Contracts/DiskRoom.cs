namespace Studio.Contracts;

/// <summary>Tells a full disk from other errors of a write; every process asks here.</summary>
public static class DiskRoom
{
    const int NoSpaceUnix = 28;
    const int QuotaUnix = 122;
    const int NoSpaceWindows = unchecked((int)0x80070070);

    /// <summary>Whether a write failed because the disk, or the user's share of it, is full.</summary>
    public static bool IsMissing(IOException problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return problem.HResult is NoSpaceUnix or QuotaUnix or NoSpaceWindows;
    }
}
