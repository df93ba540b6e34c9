using System.Text.Json;
using Studio.Contracts;
using Studio.Contracts.Import;
using Studio.Harness;

namespace Studio.Tests.Import;

/// <summary>The verb as people call it: a process, its exit code and what it prints.</summary>
public sealed class ImportCommandTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Import_OddMaskValues_ProposesThenTakesWhatIsSaid()
    {
        Write("images/7.png", Pictures.Png(4, 4, 1));
        Write("masks/7.png", Pictures.Mask(4, 4, 0, 64, 255));

        var asked = await RunAsync(folder["images"], "--project", "Nerve", "--masks", folder["masks"]);
        var said = await RunAsync(folder["images"], "--project", "Nerve", "--masks", folder["masks"], "--mask-values", "64=nerve,255=ignore");

        Assert.Equal(2, asked.Exit);
        Assert.Contains("--mask-values 64=Class 1,255=Class 2", asked.Error, StringComparison.Ordinal);
        Assert.Equal((1, 0), (asked.Report!.Imported, asked.Report.MasksImported));
        Assert.Equal(0, said.Exit);
        Assert.Equal((0, 1, 1), (said.Report!.Imported, said.Report.Skipped, said.Report.MasksImported));
    }

    [Theory]
    [InlineData("does not exist", "missing")]
    [InlineData("There is no file", "empty")]
    public async Task Import_NothingThere_ExitsWithBadInput(string message, string name)
    {
        Directory.CreateDirectory(folder["empty"]);

        var result = await RunAsync(folder[name], "--project", "Nerve");

        Assert.Equal(2, result.Exit);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_BadOptions_NameTheOption()
    {
        Write("images/7.png", Pictures.Png(4, 4, 1));

        Assert.Contains("--mask-values: '64'", (await RunAsync(folder["images"], "--project", "P", "--mask-values", "64")).Error, StringComparison.Ordinal);
        Assert.Contains("no group named patient", (await RunAsync(folder["images"], "--project", "P", "--patients", "regex:x")).Error, StringComparison.Ordinal);
        Assert.Contains("--project", (await RunAsync(folder["images"])).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_RealUltrasound_ImportsPicturesAndMasks()
    {
        var data = Path.Combine(Repository.SharedData, "usgra_ultrasound", "dataset");
        Assert.SkipUnless(Directory.Exists(data), "The data folder ../shared/data/usgra_ultrasound is not here.");

        var training = await RunAsync(Path.Combine(data, "images"), "--project", "usgra", "--masks", Path.Combine(data, "masks"), "--classes", "Nerve,Vessel");
        var test = await RunAsync(Path.Combine(data, "test", "images"), "--project", "usgra", "--masks", Path.Combine(data, "test", "masks"), "--split", "test");

        // 0043 and 0077 are the same picture, labelled differently: the second label is kept beside the first.
        Assert.Equal((0, 203, 1, 204), (training.Exit, training.Report!.Imported, training.Report.Skipped, training.Report.MasksImported));
        Assert.Equal((0, 40, 40), (test.Exit, test.Report!.Imported, test.Report.MasksImported));
        Assert.Empty(training.Report.UnmatchedMasks);
        Assert.Empty(training.Report.ImagesWithoutMask);
    }

    [Fact]
    public async Task Import_UnknownLabelNames_ProposesThenTakesWhatIsSaid()
    {
        Write("images/7.png", Pictures.Png(4, 4, 1));
        Write("boxes/7.xml", Voc);
        Write("tags.csv", "file,Malaria\n7.png,yes\n"u8.ToArray());
        string[] import = [folder["images"], "--project", "Cells", "--task", "detection", "--boxes", $"voc:{folder["boxes"]}", "--tags", folder["tags.csv"]];

        var asked = await RunAsync(import);
        var said = await RunAsync([.. import, "--label-names", "RBC=Red cell,Malaria=ignore"]);
        var again = await RunAsync([.. import, "--label-names", "RBC=Red cell", "--accept-label-names"]);

        Assert.Equal(2, asked.Exit);
        Assert.Contains("--accept-label-names to take this, or say it with --label-names \"Malaria=Malaria,RBC=RBC\"", asked.Error, StringComparison.Ordinal);
        Assert.Equal((1, 0, 0), (asked.Report!.Imported, asked.Report.BoxesImported, asked.Report.TagsImported));
        Assert.Equal((0, 1, 0), (said.Exit, said.Report!.BoxesImported, said.Report.TagsImported));
        Assert.Equal(2, again.Exit);
        Assert.Contains("Malaria=NAME,RBC=Red cell", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_BadLabelSources_AreNamedWithTheLineBeforeAnythingIsWritten()
    {
        Write("images/7.png", Pictures.Png(4, 4, 1));
        Write("images/broken.json", "{\n\"images\": [\n{]}"u8.ToArray());
        Write("images/odd.csv", "id,Malaria\n1,1\n"u8.ToArray());
        (string[] Options, string Words)[] cases =
        [
            (["--boxes", folder["images"]], "voc:FOLDER"),
            (["--boxes", $"voc:{folder["gone"]}"], "does not exist"),
            (["--boxes", $"voc:{folder["images"]}"], "holds no XML file"),
            (["--boxes", $"coco:{folder["gone.json"]}"], "does not exist"),
            (["--boxes", $"coco:{folder["images/broken.json"]}"], "Line 3: it is not valid JSON"),
            (["--tags", folder["gone.csv"]], "does not exist"),
            (["--tags", folder["images/odd.csv"]], "Line 1: the first column is called \"id\""),
            (["--label-names", "RBC"], "--label-names: 'RBC'"),
        ];

        foreach (var (options, words) in cases)
        {
            var result = await RunAsync([folder["images"], "--project", "P", .. options]);
            Assert.Equal(2, result.Exit);
            Assert.Contains(words, result.Error, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(folder["data"]));
    }

    [Fact]
    public async Task Import_RealBloodCells_ImportsEveryBoxAndNamesTheTwoBadOnes()
    {
        var data = Path.Combine(Repository.SharedData, "bccd", "BCCD");
        Assert.SkipUnless(Directory.Exists(data), "The data folder ../shared/data/bccd is not here.");
        string[] import = [Path.Combine(data, "JPEGImages"), "--project", "bccd", "--task", "detection", "--boxes", $"voc:{Path.Combine(data, "Annotations")}"];

        var first = await RunAsync([.. import, "--accept-label-names"]);
        var second = await RunAsync(import);

        Assert.True(first.Report is not null, $"The first import ended with {first.Exit}: {first.Error}");
        Assert.True(second.Report is not null, $"The second import ended with {second.Exit}: {second.Error}");
        Assert.Equal((0, 364, 4886), (first.Exit, first.Report!.Imported, first.Report.BoxesImported));
        Assert.Equal(
            [("Annotations/BloodImage_00338.xml", "line 158"), ("Annotations/BloodImage_00343.xml", "line 50")],
            first.Report.LabelProblems.Select(problem => (problem.File, problem.Where)));
        Assert.All(first.Report.LabelProblems, problem => Assert.Contains("has no area", problem.Reason, StringComparison.Ordinal));
        Assert.Equal((0, 0, 364, 4886), (second.Exit, second.Report!.Imported, second.Report.Skipped, second.Report.BoxesImported));
        Assert.Equal(2, second.Report.LabelProblems.Count);
    }

    static byte[] Voc =>
        "<annotation><filename>7.png</filename><object><name>RBC</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax><ymax>3</ymax></bndbox></object></annotation>"u8.ToArray();

    async Task<(int Exit, ImportReport? Report, string Error)> RunAsync(params string[] arguments)
    {
        var result = await StudioProcess.RunAsync(["import", .. arguments, "--data", folder["data"], "--json"]);
        var report = result.Output.Length > 0 ? JsonSerializer.Deserialize<ImportReport>(result.Output, ContractJson.Options) : null;
        return (result.ExitCode, report, result.Error);
    }

    void Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[path])!);
        File.WriteAllBytes(folder[path], content);
    }

    public void Dispose() => folder.Dispose();
}
