using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Studio.Statistics.Tests.Reference;

/// <summary>Runs reference.py under Debian's own Python (another python3 on PATH usually has no scikit-learn).</summary>
static class ScikitLearn
{
    const string Python = "/usr/bin/python3";

    /// <summary>The figures of each case, null where undefined; a visible skip where Python or scikit-learn is not installed.</summary>
    public static async Task<List<Dictionary<string, double?>>> JudgeAsync(IEnumerable<object> cases)
    {
        Assert.SkipUnless(File.Exists(Python), $"{Python} is not installed.");
        var start = new ProcessStartInfo(Python, [Path.Combine(AppContext.BaseDirectory, "Reference", "reference.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.StandardInput.WriteAsync(JsonSerializer.Serialize(cases));
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // A script that ended before it read says why on the other stream.
        }

        await process.WaitForExitAsync();
        var error = await errors;
        Assert.SkipWhen(error.Contains("No module named", StringComparison.Ordinal), "scikit-learn is not installed (apt-get install python3-sklearn).");
        Assert.True(process.ExitCode == 0, error);
        return [.. (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<Dictionary<string, double?>>(line)!)];
    }

    /// <summary>Both are undefined, or they are the same number.</summary>
    public static void AssertSame(double? expected, double actual, string what)
    {
        var isSame = expected is { } number ? Math.Abs(number - actual) <= 1e-12 : double.IsNaN(actual);
        Assert.True(isSame, $"{what}: scikit-learn says {expected?.ToString("R") ?? "undefined"}, this is {actual:R}.");
    }
}
