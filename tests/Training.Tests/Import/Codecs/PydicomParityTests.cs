using System.Diagnostics;
using System.Text.Json;
using Studio.Imaging;
using Studio.Imaging.Formats;
using Studio.Imaging.Tests;
using Studio.Training.Import.Codecs;
using static Studio.Training.Tests.Import.Codecs.PydicomFates;

namespace Studio.Training.Tests.Import.Codecs;

/// <summary>Every file of pydicom's test data, uncompressed and compressed, to the last bit at the file's own depth.</summary>
public sealed class PydicomParityTests
{
    const string Python = "/usr/bin/python3";

    static readonly ImageDecoder Decoder = new(ImageFormatCatalog.Create(new NativeJpegCodec(), NativeFrameCodec.All));

    sealed record Reference(string Name, string? Problem);

    [Fact]
    public void Fates_NameEveryFileOfTheSet() =>
        Assert.Equal(Files().Order(StringComparer.Ordinal), All.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Decode_FilesThatPydicomReads_GivesTheSameSamples()
    {
        var folder = TestPaths.SharedData("pydicom_data");
        var output = Directory.CreateTempSubdirectory("pydicom-").FullName;
        try
        {
            var read = RunPydicom(folder, output).Where(reference => reference.Problem is null).Select(reference => reference.Name).ToHashSet();
            List<string> differences = [];
            foreach (var (name, fate) in All)
            {
                if (fate is not Fate.AsPydicom expected)
                    continue;
                var difference = read.Contains(name)
                    ? Difference(Samples(folder, name), File.ReadAllBytes(Path.Combine(output, name + ".raw")), expected.Tolerance)
                    : "pydicom does not read it";
                if (difference is not null)
                    differences.Add($"{name}: {difference}");
            }

            Assert.Empty(differences);
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    [Fact]
    public void Decode_FilesThatPydicomDoesNotRead_AgreeWithTheSamePicture()
    {
        var folder = TestPaths.SharedData("pydicom_data");
        List<string> differences = [];
        foreach (var (name, fate) in All)
        {
            if (fate is Fate.SamePicture same && Difference(Samples(folder, name), Samples(folder, same.Other), same.Tolerance) is { } difference)
                differences.Add($"{name}: {difference}");
        }

        Assert.Empty(differences);
    }

    [Fact]
    public void Decode_FilesWithoutAWholePicture_AreRejectedInWords()
    {
        var folder = TestPaths.SharedData("pydicom_data");
        foreach (var (name, fate) in All)
        {
            if (fate is not Fate.Rejected expected)
                continue;
            var outcome = Assert.IsType<DecodeOutcome.Rejected>(Decode(folder, name));
            Assert.Matches(@"^[A-Z].*\.$", outcome.Reason);
            Assert.Contains(expected.Words, outcome.Reason, StringComparison.Ordinal);
        }
    }

    static IEnumerable<string> Files() => Directory.GetFiles(TestPaths.SharedData("pydicom_data"), "*.dcm").Select(path => Path.GetFileName(path)!);

    static DecodeOutcome Decode(string folder, string name) => Decoder.Decode(File.ReadAllBytes(Path.Combine(folder, name)), name);

    /// <summary>All frames one after the other, or the reason of a rejection as text.</summary>
    static byte[] Samples(string folder, string name) => Decode(folder, name) switch
    {
        DecodeOutcome.Decoded decoded => [.. decoded.File.Frames.SelectMany(frame => frame.Samples)],
        DecodeOutcome.Rejected rejected => System.Text.Encoding.UTF8.GetBytes(rejected.Reason),
        _ => throw new InvalidOperationException("The decoder gave an outcome that is not known here."),
    };

    static string? Difference(byte[] actual, byte[] expected, int tolerance)
    {
        if (actual.Length != expected.Length)
            return $"{actual.Length} bytes instead of {expected.Length} {(actual.Length < 300 ? System.Text.Encoding.UTF8.GetString(actual) : "")}";
        var wrong = 0;
        for (var i = 0; i < actual.Length; i++)
            wrong += Math.Abs(actual[i] - expected[i]) > tolerance ? 1 : 0;
        return wrong == 0 ? null : $"{wrong} of {actual.Length} bytes differ";
    }

    static List<Reference> RunPydicom(string folder, string output)
    {
        Assert.SkipUnless(File.Exists(Python), $"{Python} is not here.");
        var script = Path.Combine(TestPaths.RepositoryRoot, "tests", "Training.Tests", "Import", "Codecs", "pydicom_frames.py");
        var start = new ProcessStartInfo(Python, [script, folder, output]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var lines = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var error = errors.GetAwaiter().GetResult();
        Assert.SkipWhen(error.Contains("No module named", StringComparison.Ordinal), "python3-pydicom and python3-numpy are not installed.");
        Assert.True(process.ExitCode == 0, error);
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<Reference>(line, JsonSerializerOptions.Web)!)];
    }
}
