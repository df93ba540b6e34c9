using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Studio.Imaging.Dicom;

namespace Studio.Imaging.Tests.Dicom.Json;

/// <summary>Holds the JSON of whole headers against pydicom's.</summary>
public sealed class PydicomJsonTests
{
    private const string Python = "/usr/bin/python3";
    private const int FewestFiles = 70;

    [Fact]
    public void Write_RealFiles_EqualsPydicom()
    {
        string[] files =
        [
            .. Directory.GetFiles(TestPaths.SharedData("pydicom_data"), "*.dcm"),
            .. Directory.GetFiles(TestPaths.SharedData("dcmqi_ct_seg"), "*.dcm", SearchOption.AllDirectories),
        ];
        string output = Directory.CreateTempSubdirectory("pydicom-json-").FullName;
        try
        {
            RunPydicom(output, files);
            var differences = new List<string>();
            int compared = 0;
            foreach ((int number, string path) in files.Index())
            {
                string reference = Path.Combine(output, $"{number}.json");
                if (!File.Exists(reference) || !DicomHeader.TryRead(File.ReadAllBytes(path), DecodeLimits.Default, null, out DicomHeader? header, out _))
                {
                    continue;
                }

                compared++;
                differences.AddRange(Differences(JsonNode.Parse(File.ReadAllText(reference))!, JsonNode.Parse(header!.Json)!, Path.GetFileName(path)));
            }

            Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
            Assert.True(compared >= FewestFiles, $"Only {compared} files were compared.");
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    private static IEnumerable<string> Differences(JsonNode theirs, JsonNode ours, string path)
    {
        JsonObject expected = theirs.AsObject();
        JsonObject actual = ours.AsObject();
        foreach (string tag in expected.Select(member => member.Key).Union(actual.Select(member => member.Key)))
        {
            JsonNode? left = expected[tag];
            JsonNode? right = actual[tag];
            string name = $"{path} {tag}";
            if (IsOutside(tag, right))
            {
                continue;
            }

            if (left is null || right is null || left["vr"]!.GetValue<string>() != right["vr"]!.GetValue<string>())
            {
                yield return $"{name}: {left?["vr"]} ≠ {right?["vr"]}";
                continue;
            }

            foreach (string difference in left["vr"]!.GetValue<string>() == "SQ" ? Items(left, right, name) : Values(left, right, name))
            {
                yield return difference;
            }
        }
    }

    /// <summary>
    /// Pixels and what stands behind them are not read; the character set of JSON is UTF-8; pydicom knows the VRs of some
    /// manufacturers' private elements, which an implicit file does not tell.
    /// </summary>
    private static bool IsOutside(string tag, JsonNode? ours) =>
        string.CompareOrdinal(tag, "7FE00000") > 0
        || tag == "00080005"
        || (tag[3] is '1' or '3' or '5' or '7' or '9' or 'B' or 'D' or 'F' && ours?["vr"]?.GetValue<string>() == "UN");

    private static IEnumerable<string> Items(JsonNode left, JsonNode right, string name)
    {
        JsonArray expected = left["Value"]?.AsArray() ?? [];
        JsonArray actual = right["Value"]?.AsArray() ?? [];
        return expected.Count == actual.Count
            ? expected.Zip(actual).SelectMany((pair, index) => Differences(pair.First!, pair.Second!, $"{name}[{index}]"))
            : [$"{name}: {expected.Count} ≠ {actual.Count} items"];
    }

    private static IEnumerable<string> Values(JsonNode left, JsonNode right, string name)
    {
        if (left["InlineBinary"] is { } binary)
        {
            // Long binary values are left out here; pydicom leaves words in big endian, where F.2.7 wants little endian.
            bool isBigEndian = name.Contains("_expb", StringComparison.Ordinal) && left["vr"]!.GetValue<string>() == "OW";
            bool isEqual = isBigEndian || (right["InlineBinary"] is not { } ours
                ? Convert.FromBase64String(binary.GetValue<string>()).Length is 0 or > 1024
                : ours.GetValue<string>() == binary.GetValue<string>());
            return isEqual ? [] : [$"{name}: binary differs"];
        }

        JsonArray expected = left["Value"]?.AsArray() ?? [];
        JsonArray actual = right["Value"]?.AsArray() ?? [];
        string first = string.Join('|', expected.Select(Plain));
        string second = string.Join('|', actual.Select(Plain));
        return first.Trim('|') == second.Trim('|') ? [] : [$"{name}: {first} ≠ {second}"];
    }

    /// <summary>Numbers by value, names as one text, padding away.</summary>
    private static string Plain(JsonNode? value) => value switch
    {
        null => "",
        JsonObject name => string.Join('=', ((string[])["Alphabetic", "Ideographic", "Phonetic"]).Select(group => name[group]?.GetValue<string>() ?? "")).TrimEnd('=', ' '),
        _ when value.GetValueKind() == System.Text.Json.JsonValueKind.Number => value.GetValue<double>().ToString("G6", CultureInfo.InvariantCulture),
        _ => value.GetValue<string>().Trim(' ', '\0'),
    };

    private static void RunPydicom(string output, string[] files)
    {
        Assert.SkipUnless(File.Exists(Python), $"{Python} is not here.");
        string script = Path.Combine(TestPaths.RepositoryRoot, "tests", "Imaging.Tests", "Dicom", "Json", "pydicom_json.py");
        using Process process = Process.Start(new ProcessStartInfo(Python, [script, output, .. files]) { RedirectStandardError = true })!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.SkipWhen(error.Contains("No module named", StringComparison.Ordinal), "python3-pydicom is not installed.");
        Assert.True(process.ExitCode == 0, error);
    }
}
