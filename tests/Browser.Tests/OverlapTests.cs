using Microsoft.Playwright;
using Studio.Harness;
using Xunit;

namespace Studio.Browser.Tests;

/// <summary>Classes that overlap, switched on in Settings and drawn with the mouse.</summary>
public sealed class OverlapTests(OverlapTests.OverlapStudio studio) : IClassFixture<OverlapTests.OverlapStudio>
{
    readonly Workbench workbench = new(studio, studio.Page);

    /// <summary>One picture of 400 columns by 300 rows.</summary>
    public sealed class OverlapStudio : LabelledStudio
    {
        protected override async Task FillAsync(TemporaryFolder files)
        {
            Directory.CreateDirectory(files["pictures"]);
            await File.WriteAllBytesAsync(files["pictures/a.png"], SyntheticImages.Radiograph(300, 400, seed: 1));
            await ImportAsync(files["pictures"], "--project", "Lesions", "--task", "segmentation", "--classes", "Organ,Lesion");
        }
    }

    [Fact]
    public async Task Rectangles_OneInTheOther_KeepBothClassesThroughEraserUndoAndReload()
    {
        await studio.Page.GotoAsync($"{studio.Studio.Address}/p/lesions/settings");
        await studio.Page.GetByLabel("Classes may overlap").CheckAsync();
        await Assertions.Expect(studio.Page.GetByText("Saved", new PageGetByTextOptions { Exact = true })).ToBeVisibleAsync();
        await workbench.OpenAsync(1);
        await workbench.PressAsync("1");
        await workbench.PressAsync("r");
        await workbench.DragImageAsync((50, 50), (150, 150));
        await workbench.PressAsync("2");
        await workbench.PressAsync("r");
        await workbench.DragImageAsync((100, 100), (200, 200));
        var organ = await SharesAsync("Organ");
        var lesion = await SharesAsync("Lesion");
        // 100 × 100 of 400 × 300 pixels each, up to a pixel at each edge.
        Assert.InRange(organ, 8.1, 8.6);
        Assert.InRange(lesion, 8.1, 8.6);
        await workbench.WaitUntilSavedAsync();
        // One class per pixel: the overlap of 50 × 50 shows the higher class.
        var flat = await workbench.HistogramAsync(1);
        Assert.InRange(flat[1], 7200, 7800);
        Assert.InRange(flat[2], 9700, 10300);

        await workbench.PressAsync("e");
        await workbench.DragImageAsync((90, 125), (210, 125));
        Assert.Equal(organ, await SharesAsync("Organ"));
        Assert.True(await SharesAsync("Lesion") < lesion);
        await workbench.PressAsync("Control+z");
        Assert.Equal(lesion, await SharesAsync("Lesion"));
        await workbench.WaitUntilSavedAsync();

        await studio.Page.ReloadAsync();
        await workbench.WaitUntilOpenAsync();

        Assert.Equal((organ, lesion), (await SharesAsync("Organ"), await SharesAsync("Lesion")));
    }

    /// <summary>Percent of the image as the class list says, once it has settled.</summary>
    async Task<double> SharesAsync(string name)
    {
        await Task.Delay(200);
        var text = await studio.Page.Locator(".wb-class-list li", new PageLocatorOptions { HasText = name }).Locator(".wb-share").InnerTextAsync();
        return double.Parse(text.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
    }
}
