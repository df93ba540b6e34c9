using System.Security.Cryptography;
using System.Text.Json;
using Studio.Harness;

namespace Studio.Tests.CommandLine;

public sealed class InspectTests
{
    static string Vector(string name) => Path.Combine(Repository.Root, "tests", "vectors", "dicom", name + ".dcm");

    [Theory]
    [InlineData("grey16-jpegls", "1.2.840.10008.1.2.4.80", 2, -29288, 29430)]
    [InlineData("grey12-jpeg2000-lossless", "1.2.840.10008.1.2.4.90", 2, 60, 4060)]
    [InlineData("rgb8-rle", "1.2.840.10008.1.2.5", 3, 0, 220)]
    public async Task Inspect_CompressedDicom_GivesTheDigestOfTheOriginalSamples(string name, string syntax, int bytesPerPixel, int min, int max)
    {
        var original = await File.ReadAllBytesAsync(Vector(name.Split('-')[0]));
        var expected = Convert.ToHexStringLower(SHA256.HashData(original.AsSpan(original.Length - (20 * 24 * bytesPerPixel))));

        var result = await StudioProcess.RunAsync("inspect", Vector(name), "--json");

        Assert.Equal(0, result.ExitCode);
        var json = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(("DICOM", syntax), (json.GetProperty("format").GetString(), json.GetProperty("transferSyntax").GetProperty("uid").GetString()));
        Assert.Equal((20, 24), (json.GetProperty("rows").GetInt32(), json.GetProperty("columns").GetInt32()));
        Assert.Empty(json.GetProperty("patientLevelData").EnumerateArray());
        Assert.DoesNotContain("Vector^One", result.Output, StringComparison.Ordinal);
        var frame = Assert.Single(json.GetProperty("frames").EnumerateArray());
        Assert.Equal(expected, frame.GetProperty("sha256").GetString());
        Assert.Equal((min, max), (frame.GetProperty("min").GetInt32(), frame.GetProperty("max").GetInt32()));
    }

    [Fact]
    public async Task Inspect_WithoutJson_IsReadByAPerson()
    {
        var result = await StudioProcess.RunAsync("inspect", Vector("frames8-jpeg-lossless"));

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"Size +24 × 20 pixels, 3 frames", result.Output);
        Assert.Matches(@"Format +DICOM, pixels compressed with lossless JPEG", result.Output);
        Assert.DoesNotContain("Vector^One", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_RealFile_SaysThatNothingIsLeftOfThePatientAndWhereTheFrameLies()
    {
        var path = Path.Combine(Repository.SharedData, "pydicom_data", "eCT_Supplemental.dcm");
        Assert.SkipUnless(File.Exists(path), "The data folder ../shared/data/pydicom_data is not here.");

        var json = VerbRunner.Parse(await StudioProcess.RunAsync("inspect", path, "--json"));

        var left = json.GetProperty("patientLevelData").EnumerateArray().Select(fact => fact.GetProperty("keyword").GetString()!).ToList();
        Assert.Empty(left);
        Assert.Equal([99.5, -301.5, -159], json.GetProperty("position").EnumerateArray().Select(number => number.GetDouble()));
        Assert.Equal([-1, 0, 0, 0, 1, 0], json.GetProperty("orientation").EnumerateArray().Select(number => number.GetDouble()));
        Assert.Equal([0.388672, 0.388672], json.GetProperty("spacingMm").EnumerateArray().Select(number => number.GetDouble()));
        Assert.Equal(102, Assert.Single(json.GetProperty("windows").EnumerateArray()).GetProperty("width").GetDouble());
        Assert.Equal([1196, 1172], json.GetProperty("frames").EnumerateArray().Select(frame => frame.GetProperty("max").GetInt32()));
    }

    [Fact]
    public async Task Inspect_FileThatIsNoPicture_ExitsWithTwoAndSaysWhy()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["notes.dcm"], "no picture");

        var result = await StudioProcess.RunAsync("inspect", folder["notes.dcm"], "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("notes.dcm is not a picture", JsonDocument.Parse(result.Output).RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_MissingFile_ExitsWithTwo()
    {
        var result = await StudioProcess.RunAsync("inspect", "/nowhere/a.dcm", "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("There is no file /nowhere/a.dcm.", VerbRunner.Parse(result).GetProperty("error").GetString());
    }
}
