using System.Security.Cryptography;
using Microsoft.Playwright;
using Studio.Harness;
using Studio.Storage;
using Xunit;

namespace Studio.Browser.Tests;

/// <summary>What happens to patient data is an owner's choice, and holds from the next import on.</summary>
public sealed class PrivacyTests(BurnedInStudio studio) : IClassFixture<BurnedInStudio>
{
    const string KeepOriginals = "Keep the original files too";

    readonly Database database = new(new DataFolder(studio.DataFolder));

    [Fact]
    public async Task KeepOriginals_SwitchedOn_StoresTheFilesOfTheNextImport()
    {
        using var files = new TemporaryFolder();
        byte[][] originals = [BurnedInStudio.Ultrasound(11, 1), BurnedInStudio.Ultrasound(12, 1)];
        await OpenSettingsAsync(studio.Page);

        await ImportAsync(files, "without", originals[0]);
        await studio.Page.GetByLabel(KeepOriginals).CheckAsync();
        await Assertions.Expect(studio.Page.GetByText("Saved", new PageGetByTextOptions { Exact = true })).ToBeVisibleAsync();
        await ImportAsync(files, "with", originals[1]);
        await studio.Page.ReloadAsync();

        await Assertions.Expect(studio.Page.GetByLabel(KeepOriginals)).ToBeCheckedAsync();
        var blobs = new BlobStore(database);
        Assert.False(File.Exists(blobs.GetPath(Sha256(originals[0]))));
        Assert.Equal(originals[1], await blobs.ReadAllBytesAsync(Sha256(originals[1])));
        Assert.Contains(await new AuditLog(database).ListAsync(10), entry => entry.Action == "change-privacy");
    }

    [Fact]
    public async Task Settings_ForAnAnnotator_CannotChangeTheChoice()
    {
        var name = await studio.AddAnnotatorAsync();
        var page = await studio.OpenPageAsync();
        await studio.SignInAsync(page, name);
        await OpenSettingsAsync(page, "scans");
        var box = page.GetByLabel("De-identify DICOM files on import");

        await Assertions.Expect(box).ToBeDisabledAsync();
        await Assertions.Expect(page.GetByText("Only an owner can change this.")).ToBeVisibleAsync();
        // Whoever changes the page in the browser is refused by the studio.
        await box.EvaluateAsync("box => box.disabled = false");
        await box.ClickAsync();
        await page.GetByText("Only an owner can change what happens to patient data.").WaitForAsync();

        var projects = new ProjectStore(database);
        Assert.True((await projects.GetPrivacyAsync((await projects.FindAsync("scans"))!.Id)).Deidentifies);
    }

    async Task OpenSettingsAsync(IPage page, string project = "originals")
    {
        await page.GotoAsync($"{studio.Studio.Address}/p/{project}/settings");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    }

    async Task ImportAsync(TemporaryFolder files, string folder, byte[] content)
    {
        Directory.CreateDirectory(files[folder]);
        await File.WriteAllBytesAsync(files[$"{folder}/{folder}.dcm"], content);
        var import = await StudioProcess.RunAsync("import", files[folder], "--project", "Originals", "--data", studio.DataFolder);
        Assert.True(import.ExitCode == 0, import.Error);
    }

    static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
