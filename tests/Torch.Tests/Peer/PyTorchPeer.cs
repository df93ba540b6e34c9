using System.Diagnostics;
using System.Text.Json;

namespace Studio.Torch.Tests.Peer;

/// <summary>
/// Runs peer.py once under Debian's own Python (another python3 on PATH usually has no torch).
/// Without python3-torch the tests that need it are skipped and say so.
/// </summary>
public sealed class PyTorchPeer
{
    const string Python = "/usr/bin/python3";

    static readonly Lazy<PyTorchPeer> Started = new(() => new PyTorchPeer());

    readonly JsonDocument? answer;

    PyTorchPeer()
    {
        if (!File.Exists(Python))
        {
            MissingReason = $"{Python} is not installed.";
            return;
        }
        var start = new ProcessStartInfo(Python, [Path.Combine(AppContext.BaseDirectory, "Peer", "peer.py")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode == 0)
            answer = JsonDocument.Parse(output);
        else if (errors.Result.Contains("No module named 'torch'", StringComparison.Ordinal))
            MissingReason = "PyTorch is not installed (apt-get install python3-torch).";
        else
            throw new InvalidOperationException($"peer.py failed: {errors.Result}");
    }

    internal static PyTorchPeer Instance => Started.Value;

    /// <summary>Why there is nothing to compare with, or null.</summary>
    internal string? MissingReason { get; }

    /// <summary>PyTorch's libtorch is of the release ours is: then the bits must be the same, else only the numbers.</summary>
    internal bool IsSameRelease => Release(answer!.RootElement.GetProperty("version").GetString()!) == Release(TorchRuntime.LibtorchVersion);

    internal Dictionary<string, float[]> Table(string name) =>
        answer!.RootElement.GetProperty(name).EnumerateObject().ToDictionary(property => property.Name, property => Floats(property.Value));

    internal float[] List(string name) => Floats(answer!.RootElement.GetProperty(name));

    // The numbers are float32 written as double, so reading them back loses nothing.
    static float[] Floats(JsonElement list) => [.. list.EnumerateArray().Select(number => (float)number.GetDouble())];

    static string Release(string version) => string.Join('.', version.Split('.').Take(2));
}
