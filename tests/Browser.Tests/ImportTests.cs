using Microsoft.Playwright;
using Studio.Harness;
using Studio.Imaging;
using Studio.Imaging.Formats.Png;
using Xunit;

namespace Studio.Browser.Tests;

/// <summary>Pictures and masks brought in through the page, as a person does it.</summary>
public sealed class ImportTests : IAsyncLifetime
{
    const int Side = 64;

    readonly TemporaryFolder folder = new();
    StudioProcess? studio;
    BrowserSession? browser;
    IPage page = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(BrowserSession.Executable is null, "No Chromium is installed; './studio test' installs it.");
        Write("first/first.png", Noise(1));
        var first = await StudioProcess.RunAsync("import", folder["first"], "--project", "Nerve", "--data", folder["data"]);
        Assert.True(first.ExitCode == 0, first.Error);
        studio = await StudioProcess.StartAsync(folder["data"]);
        browser = await BrowserSession.StartAsync();
        page = await browser.OpenAsync();
        await BrowserSession.SetUpOwnerAsync(page, studio);
        await page.GotoAsync($"{studio.Address}/p/nerve/import");
        // The page stands before its script takes what is dropped.
        await page.Locator(".drop-zone[data-ready]").WaitForAsync();
    }

    [Fact]
    public async Task PickFolder_WithMasksOfOddValues_AsksForTheirMeaningAndStoresTheLabels()
    {
        for (var number = 10; number < 40; number++)
        {
            Write($"set/images/P{number}_a.png", Noise(number));
            Write($"set/masks/P{number}_a.png", Mask(0, 64, 128, 255));
        }

        Write("set/images/broken.png", Noise(99)[..200]);
        Write("set/README.txt", [1]);

        await page.GetByLabel("Which part of the data").SelectOptionAsync("validation");
        await page.GetByLabel("Where in the file name").FillAsync(@"(?<patient>P\d+)_");
        await page.GetByLabel("Where in the file name").BlurAsync();
        await page.SetInputFilesAsync("input[data-pick=folder]", folder["set"]);
        await page.GetByRole(AriaRole.Heading, new() { Name = "What do the values of the masks mean?" }).WaitForAsync();

        await page.GetByLabel("Meaning of value 64").SelectOptionAsync("new");
        await page.GetByLabel("Name of the new class for value 64").FillAsync("Nerve");
        await page.GetByLabel("Meaning of value 128").SelectOptionAsync("new");
        await page.GetByLabel("Name of the new class for value 128").FillAsync("Vessel");
        await page.GetByLabel("Meaning of value 255").SelectOptionAsync("none");
        await page.GetByRole(AriaRole.Button, new() { Name = "Store the labels" }).ClickAsync();
        await page.GetByText("30 pictures imported, 1 skipped, 30 labels stored, 1 file rejected.").WaitForAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Rejected 1" }).ClickAsync();
        await Assertions.Expect(page.Locator(".import-row")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".import-path")).ToHaveTextAsync("set/images/broken.png");
        Assert.Contains("show=rejected", page.Url, StringComparison.Ordinal);
        Assert.Contains("set/images/broken.png", await ReportAsync(), StringComparison.Ordinal);
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Look at the images" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task PickFolder_WithVocAndTags_AsksForTheNamesAndStoresBoxesAndTags()
    {
        Write("cells/images/a.png", Noise(11));
        Write("cells/labels/a.xml", System.Text.Encoding.UTF8.GetBytes(
            "<annotation><filename>a.png</filename>" +
            "<object><name>RBC</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>20</xmax><ymax>30</ymax></bndbox></object>\n" +
            "<object><name>Dirt</name><bndbox><xmin>5</xmin><ymin>5</ymin><xmax>5</xmax><ymax>5</ymax></bndbox></object></annotation>"));
        Write("cells/tags.csv", "file,Malaria\na.png,yes\n"u8.ToArray());

        await page.SetInputFilesAsync("input[data-pick=folder]", folder["cells"]);
        await page.GetByRole(AriaRole.Heading, new() { Name = "Which classes do the boxes and tags mean?" }).WaitForAsync();
        await page.GetByLabel("Meaning of the name Malaria").SelectOptionAsync("none");
        await page.GetByLabel("Meaning of the name RBC").SelectOptionAsync("new");
        await page.GetByLabel("Name of the new class for the name RBC").FillAsync("Red cell");
        await page.GetByRole(AriaRole.Button, new() { Name = "Store boxes and tags" }).ClickAsync();

        await page.GetByText("1 picture imported, 0 skipped, 0 labels stored, 1 box, 0 files rejected.").WaitForAsync();
        await page.GetByText("1 problem in label files").ClickAsync();
        await page.GetByText("cells/labels/a.xml, line 2: The box \"Dirt\"").WaitForAsync();
        Assert.Contains("cells/labels/a.xml,label,line 2,", await ReportAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drop_LargeFile_ArrivesInChunks()
    {
        var noise = new byte[9 << 20];
        new Random(5).NextBytes(noise);
        var large = PngWriter.Write(new RasterImage(new RasterLayout(3072, 3072, 1, 1, 8), noise[..(3072 * 3072)]));
        Write("large.png", large);

        await page.EvaluateAsync(
            """
            bytes => {
              const transfer = new DataTransfer();
              transfer.items.add(new File([Uint8Array.from(atob(bytes), c => c.charCodeAt(0))], 'dropped.png'));
              document.querySelector('.drop-zone').dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
            }
            """,
            Convert.ToBase64String(large));

        await page.GetByText("1 picture imported, 0 skipped, 0 labels stored, 0 files rejected.").WaitForAsync();
        await Assertions.Expect(page.Locator(".import-path")).ToHaveTextAsync("dropped.png");
    }

    [Fact]
    public async Task Upload_ConnectionFailsForAChunk_GoesOnWhereItWas()
    {
        var failures = 0;
        await page.RouteAsync("**/api/imports/*/files?*", async route =>
        {
            if (Interlocked.Increment(ref failures) <= 2)
                await route.AbortAsync();
            else
                await route.ContinueAsync();
        });
        Write("one.png", Noise(7));

        await page.SetInputFilesAsync("input[data-pick=files]", folder["one.png"]);

        await page.GetByText("1 picture imported, 0 skipped, 0 labels stored, 0 files rejected.").WaitForAsync();
        Assert.True(failures > 2);
    }

    [Fact]
    public async Task Pattern_WithoutAPatientGroup_SaysWhatIsMissing()
    {
        await page.GetByLabel("Where in the file name").FillAsync(@"P\d+");
        await page.GetByLabel("Where in the file name").BlurAsync();

        await page.GetByText("The patient pattern has no group named patient.").WaitForAsync();
    }

    async Task<string> ReportAsync()
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download the report" }).ClickAsync());
        return await File.ReadAllTextAsync(await download.PathAsync());
    }

    static byte[] Noise(int seed)
    {
        var samples = new byte[Side * Side];
        new Random(seed).NextBytes(samples);
        return PngWriter.Write(new RasterImage(new RasterLayout(Side, Side, 1, 1, 8), samples));
    }

    static byte[] Mask(params byte[] values)
    {
        var samples = new byte[Side * Side];
        for (var index = 0; index < samples.Length; index++)
            samples[index] = values[index / Side % values.Length];
        return PngWriter.Write(new RasterImage(new RasterLayout(Side, Side, 1, 1, 8), samples));
    }

    void Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[path])!);
        File.WriteAllBytes(folder[path], content);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        if (studio is not null)
            await studio.DisposeAsync();
        folder.Dispose();
    }
}
