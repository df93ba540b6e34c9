namespace Studio.Features.Runs;

/// <summary>How often the test set was looked at, in words: the same on every page and report.</summary>
public static class LookWording
{
    public static string Looked(int looks) => looks switch
    {
        0 => "It has not been looked at yet",
        1 => "It has been looked at once",
        _ => $"It has been looked at {looks} times",
    };

    /// <summary>"Test set closed, looked at 2 times".</summary>
    public static string Closed(int looks) => looks switch
    {
        0 => "Test set closed, never looked at",
        1 => "Test set closed, looked at once",
        _ => $"Test set closed, looked at {looks} times",
    };

    /// <summary>"Test set looked at 2 times".</summary>
    public static string TestSet(int looks) => looks switch
    {
        0 => "Test set closed, never looked at",
        1 => "Test set looked at once",
        _ => $"Test set looked at {looks} times",
    };
}
