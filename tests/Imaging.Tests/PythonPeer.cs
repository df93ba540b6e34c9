using System.Diagnostics;

namespace Studio.Imaging.Tests;

/// <summary>Runs a comparison script with the system's Python.</summary>
internal static class PythonPeer
{
    private const string Python = "/usr/bin/python3";

    /// <summary>The lines a script writes, or a visible skip where Python or a package is not installed.</summary>
    /// <param name="script">Path below tests/Imaging.Tests.</param>
    public static string[] Run(string script, params string[] arguments)
    {
        Assert.SkipUnless(File.Exists(Python), $"{Python} is not here.");
        string path = Path.Combine(TestPaths.RepositoryRoot, "tests", "Imaging.Tests", script);
        var start = new ProcessStartInfo(Python, [path, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string lines = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        string error = errors.GetAwaiter().GetResult();
        int missing = error.IndexOf("No module named", StringComparison.Ordinal);
        Assert.SkipWhen(missing >= 0, $"A Python package is not installed: {error[Math.Max(0, missing)..].Trim()}");
        Assert.True(process.ExitCode == 0, error);
        return lines.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
