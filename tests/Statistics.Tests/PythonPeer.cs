using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Studio.Statistics.Tests;

/// <summary>Asks a script that computes the same with scipy and scikit-learn.</summary>
static class PythonPeer
{
    const string Python = "/usr/bin/python3";

    /// <summary>The script's answer, or a visible skip where Python or a package is not installed.</summary>
    /// <param name="script">Path below tests/Statistics.Tests.</param>
    /// <param name="question">Becomes JSON on its standard input.</param>
    public static JsonNode Ask(string script, object question)
    {
        Assert.SkipUnless(File.Exists(Python), $"{Python} is not here.");
        var root = typeof(PythonPeer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;
        var start = new ProcessStartInfo(Python, [Path.Combine(root, "tests", "Statistics.Tests", script)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OMP_NUM_THREADS"] = "1";
        start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using (process.StandardInput)
        {
            process.StandardInput.Write(JsonSerializer.Serialize(question));
        }

        process.WaitForExit();
        var error = errors.GetAwaiter().GetResult();
        Assert.SkipWhen(error.Contains("No module named", StringComparison.Ordinal), $"A Python package is not installed: {error}");
        Assert.True(process.ExitCode == 0, error);
        return JsonNode.Parse(output.GetAwaiter().GetResult())!;
    }

    public static double Number(this JsonNode? node) => node!.GetValue<double>();

    public static double[] Numbers(this JsonNode? node) => [.. node!.AsArray().Select(Number)];
}
