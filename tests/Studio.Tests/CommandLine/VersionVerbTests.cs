using Studio.Contracts.Projects;
using Studio.Storage;

namespace Studio.Tests.CommandLine;

/// <summary>Verbs on versions: train on one, take one along, find and mend damage.</summary>
public sealed class VersionVerbTests
{
    [Fact]
    public async Task Train_OnAVersion_SaysWhichAndRefusesOthers()
    {
        using var verbs = await VerbRunner.CreateAsync("epochs=1");
        await verbs.RunJsonAsync("train", "--project", "scripted", "--recipe", "scripted");

        var json = await verbs.RunJsonAsync("train", "--project", "scripted", "--recipe", "scripted", "--version", "1");
        var refused = await verbs.RunAsync("train", "--project", "scripted", "--recipe", "scripted", "--version", "9");

        Assert.Equal((2, 1), (json.GetProperty("run").GetInt32(), json.GetProperty("version").GetInt32()));
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("no version 9. The last one is 1.", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExportData_Version_IsAFolderAndASecondTimeIsRefused()
    {
        using var verbs = await VerbRunner.CreateAsync("epochs=1");
        var none = await verbs.RunAsync("export-data", "--project", "scripted", "--to", verbs.Folder["out"]);
        await verbs.RunJsonAsync("train", "--project", "scripted", "--recipe", "scripted");

        var json = await verbs.RunJsonAsync("export-data", "--project", "scripted", "--to", verbs.Folder["out"]);
        var again = await verbs.RunAsync("export-data", "--project", "scripted", "--version", "1", "--to", verbs.Folder["out"]);
        var unknown = await verbs.RunAsync("export-data", "--project", "scripted", "--version", "5", "--to", verbs.Folder["other"]);

        Assert.Equal((1, 8), (json.GetProperty("version").GetInt32(), json.GetProperty("images").GetInt32()));
        Assert.Equal(8, Directory.GetFiles(verbs.Folder["out/masks"]).Length);
        Assert.True(File.Exists(verbs.Folder["out/manifest.json"]));
        Assert.Equal((2, 1, 2), (none.ExitCode, again.ExitCode, unknown.ExitCode));
        Assert.Contains("no version yet", none.Error, StringComparison.Ordinal);
        Assert.Contains("not empty", again.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(verbs.Folder["other"]));
    }

    [Fact]
    public async Task Verify_DamagedFile_NamesImageAndVersionAndIsMendedFromACopy()
    {
        using var verbs = await VerbRunner.CreateAsync("epochs=1");
        await verbs.RunJsonAsync("train", "--project", "scripted", "--recipe", "scripted");
        var (pixels, labelmap) = await FindFilesAsync(verbs);
        foreach (var file in (string[])[pixels, labelmap])
            Copy(file, file.Replace(verbs.Data, verbs.Folder["backup"], StringComparison.Ordinal));
        await File.AppendAllTextAsync(pixels, "x", TestContext.Current.CancellationToken);
        File.Delete(labelmap);

        var found = await verbs.RunAsync("verify");
        var mended = await verbs.RunJsonAsync("verify", "--repair-from", verbs.Folder["backup"]);
        var sound = await verbs.RunJsonAsync("verify");

        Assert.Equal(1, found.ExitCode);
        Assert.Contains("scripted: pixels of 0000.pgm, in version 1", found.Output, StringComparison.Ordinal);
        Assert.Contains("scripted: label of 0007.pgm, in version 1", found.Output, StringComparison.Ordinal);
        Assert.Contains("verify --repair-from", found.Output, StringComparison.Ordinal);
        Assert.Equal((true, 2), (mended.GetProperty("isSound").GetBoolean(), mended.GetProperty("repaired").GetArrayLength()));
        Assert.True(sound.GetProperty("isSound").GetBoolean());
    }

    [Fact]
    public async Task Verify_RepairFromAFolderWithoutTheFile_SaysThatItStaysDamaged()
    {
        using var verbs = await VerbRunner.CreateAsync("epochs=1");
        var file = Directory.GetFiles(Path.Combine(verbs.Data, "blobs"), "*", SearchOption.AllDirectories)[0];
        await File.AppendAllTextAsync(file, "x", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(verbs.Folder["backup"]);

        var result = await verbs.RunAsync("verify", "--repair-from", verbs.Folder["backup"], "--json");
        var missing = await verbs.RunAsync("verify", "--repair-from", verbs.Folder["nowhere"]);

        Assert.Equal((1, 2), (result.ExitCode, missing.ExitCode));
        Assert.Single(VerbRunner.Parse(result).GetProperty("files").GetProperty("damaged").EnumerateArray());
        Assert.Contains("does not exist", missing.Error, StringComparison.Ordinal);
    }

    static async Task<(string Pixels, string Labelmap)> FindFilesAsync(VerbRunner verbs)
    {
        var database = new Database(new DataFolder(verbs.Data));
        var blobs = new BlobStore(database);
        var sample = (await new DatasetVersionStore(database, new AnnotationStore(database, blobs)).ListSamplesAsync(1))[0];
        return (blobs.GetPath(sample.Pixels.Sha256), blobs.GetPath(sample.Labelmap!.Sha256));
    }

    static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Copy(from, to);
    }
}
