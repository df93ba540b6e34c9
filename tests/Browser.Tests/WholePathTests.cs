using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Studio.Harness;
using Studio.Imaging;
using Studio.Imaging.Formats;
using Studio.Imaging.Masks;
using Xunit;

namespace Studio.Browser.Tests;

/// <summary>The main job as a new user does it, in a real browser with a real training: first start to predicted masks.</summary>
public sealed partial class WholePathTests : IAsyncDisposable
{
    const int TrainingLimitMs = 10 * 60 * 1000;

    readonly TemporaryFolder folder = new();

    [Fact]
    public async Task FirstStart_ThroughTheBrowser_EndsWithMasksFromTheOwnModel()
    {
        Assert.SkipWhen(BrowserSession.Executable is null, "No Chromium is installed; './studio test' installs it.");
        await using var studio = await StudioProcess.StartAsync(folder["data"]);
        await using var browser = await BrowserSession.StartAsync();
        var page = await browser.OpenAsync();
        page.SetDefaultTimeout(60_000);
        await BrowserSession.SetUpOwnerAsync(page, studio);

        var project = await CreateSampleAsync(page);
        await CorrectAnImageAsync(page, studio, project);
        await TrainAsync(page, studio, project);
        var package = await MakeModelAsync(page);
        await PredictAsync(package);
    }

    /// <summary>Clicks the offer of the first start; answers the project's name in addresses.</summary>
    static async Task<string> CreateSampleAsync(IPage page)
    {
        await Button(page, "Create the sample project").ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/p/", StringComparison.Ordinal));
        return new Uri(page.Url).Segments[2].TrimEnd('/');
    }

    /// <summary>Draws on a labelled image, takes it back and submits: the label is right again and every step is stored.</summary>
    static async Task CorrectAnImageAsync(IPage page, StudioProcess studio, string project)
    {
        await page.GotoAsync($"{studio.Address}/p/{project}/label/1");
        var canvas = page.GetByRole(AriaRole.Application);
        await Assertions.Expect(canvas).ToHaveAttributeAsync("aria-label", new Regex("pixels"));
        await page.Keyboard.PressAsync("b");
        await page.Keyboard.PressAsync("1");
        var box = (await canvas.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.45f), box.Y + (box.Height * 0.5f));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.55f), box.Y + (box.Height * 0.5f), new MouseMoveOptions { Steps = 10 });
        var response = await page.RunAndWaitForResponseAsync(
            () => page.Mouse.UpAsync(),
            answer => answer.Url.Contains("/operations", StringComparison.Ordinal));
        Assert.True(response.Ok);
        var undone = await page.RunAndWaitForResponseAsync(
            () => page.Keyboard.PressAsync("Control+z"),
            answer => answer.Url.Contains("tool=undo", StringComparison.Ordinal));
        Assert.True(undone.Ok);
        var submitted = await page.RunAndWaitForResponseAsync(
            () => page.Keyboard.PressAsync("Enter"),
            answer => answer.Url.Contains("/submit", StringComparison.Ordinal));
        Assert.True(submitted.Ok);
    }

    static async Task TrainAsync(IPage page, StudioProcess studio, string project)
    {
        await page.GotoAsync($"{studio.Address}/p/{project}/train?recipe=unet-sample");
        await SeePreviewAsync(page);
        await Button(page, "Start training").ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/runs/", StringComparison.Ordinal));

        // The charts move: the table behind them, which the same code fills, has more and more epochs.
        var rows = page.Locator("[data-part=run-table] tbody tr");
        await page.GetByText("As a table").ClickAsync(new LocatorClickOptions { Timeout = TrainingLimitMs });
        await rows.Nth(1).WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached, Timeout = TrainingLimitMs });
        await Assertions.Expect(page.Locator("[data-part=score-chart] canvas")).ToBeVisibleAsync();
        var early = await rows.CountAsync();
        await page.ReloadAsync();
        await page.GetByText("As a table").ClickAsync();
        await rows.Nth(early).WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached, Timeout = TrainingLimitMs });

        await Button(page, "Make a model").WaitForAsync(new LocatorWaitForOptions { Timeout = TrainingLimitMs });
        var result = await page.GetByText(MeanIou()).First.TextContentAsync();
        var iou = double.Parse(MeanIou().Match(result!).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(iou > 0.8, $"The sample project reached a mean IoU of {iou}.");
    }

    /// <summary>The chosen recipe's changes of an image are drawn with its label, and others on request.</summary>
    static async Task SeePreviewAsync(IPage page)
    {
        var pictures = page.Locator(".preview-row svg");
        await Assertions.Expect(pictures).ToHaveCountAsync(5);
        Assert.True(await pictures.Nth(1).Locator("use.label").CountAsync() > 0);
        var before = await pictures.Nth(1).Locator("image").GetAttributeAsync("href");
        Assert.StartsWith("data:image/png;base64,", before!, StringComparison.Ordinal);
        await Button(page, "Shuffle").ClickAsync();
        await Assertions.Expect(pictures.Nth(1).Locator("image")).Not.ToHaveAttributeAsync("href", before!);
        await Button(page, "Look closer").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog).Locator(".preview-row svg")).ToHaveCountAsync(15);
        await page.Keyboard.PressAsync("Escape");
    }

    /// <summary>Makes the model, downloads the package and unpacks it; answers its folder.</summary>
    async Task<string> MakeModelAsync(IPage page)
    {
        await Button(page, "Make a model").ClickAsync();
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { NameRegex = new Regex("Open model") })
            .ClickAsync(new LocatorClickOptions { Timeout = TrainingLimitMs });
        var download = await page.RunAndWaitForDownloadAsync(
            () => page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { NameRegex = new Regex("Download package") }).ClickAsync());
        await download.SaveAsAsync(folder["package.zip"]);
        await ZipFile.ExtractToDirectoryAsync(folder["package.zip"], folder["package"]);
        var preprocessing = Directory.GetFiles(folder["package"], "preprocessing.json", SearchOption.AllDirectories).Single();
        string[] files = ["model-card.md", "metrics.json", "model.onnx", "preprocessing.json", "recipe.yaml", "weights.safetensors"];
        Assert.Equal(files.Order(), Directory.GetFiles(Path.GetDirectoryName(preprocessing)!).Select(file => Path.GetFileName(file)).Order());
        return Path.GetDirectoryName(preprocessing)!;
    }

    async Task PredictAsync(string package)
    {
        const int Rows = 200, Columns = 300;
        Directory.CreateDirectory(folder["images"]);
        for (var index = 0; index < 3; index++)
            await File.WriteAllBytesAsync(Path.Combine(folder["images"], $"{index}.png"), SyntheticImages.Radiograph(Rows, Columns, index));

        var result = await StudioProcess.RunAsync(
            "predict", "--model", package, "--input", folder["images"], "--output", folder["masks"], "--json");

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(3, JsonSerializer.Deserialize<JsonElement>(result.Output).GetProperty("outputs").GetArrayLength());
        var reader = new MaskReader(new ImageDecoder(ImageFormatCatalog.Create()));
        foreach (var file in Directory.GetFiles(folder["masks"], "*.png"))
        {
            var outcome = reader.Read(await File.ReadAllBytesAsync(file), file);
            var mask = Assert.IsType<MaskOutcome.Read>(outcome).File.ReadFrame(0);
            Assert.Equal((Rows, Columns, MaskValueKind.PaletteIndex), (mask.Rows, mask.Columns, mask.Kind));
        }
    }

    static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = new Regex(name) });

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [GeneratedRegex(@"Best: epoch \d+, mean IoU (0\.\d+)")]
    private static partial Regex MeanIou();
}
