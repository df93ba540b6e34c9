using System.Text.Json;
using Microsoft.Playwright;
using Studio.Harness;
using Xunit;

namespace Studio.Browser.Tests;

/// <summary>The labelling page as a person uses it: real mouse and keys; labels are read back from the server.</summary>
sealed class Workbench(LabelledStudio studio, IPage page)
{
    ILocator Canvas => page.GetByRole(AriaRole.Application);

    ILocator SavedState => page.Locator(".wb-saved");

    public async Task OpenAsync(long image)
    {
        await page.GotoAsync($"{studio.Studio.Address}/p/{studio.Project}/label/{image}");
        await WaitUntilOpenAsync();
    }

    public async Task WaitUntilOpenAsync()
    {
        await Canvas.WaitForAsync();
        await Assertions.Expect(Canvas).ToHaveAttributeAsync("aria-label", new System.Text.RegularExpressions.Regex("pixels"));
        await WaitUntilSavedAsync();
    }

    public Task WaitUntilSavedAsync() => Assertions.Expect(SavedState).ToHaveAttributeAsync("data-kind", "saved");

    public Task WaitForStateAsync(string kind) => Assertions.Expect(SavedState).ToHaveAttributeAsync(
        "data-kind", kind, new LocatorAssertionsToHaveAttributeOptions { Timeout = 15_000 });

    public Task PressAsync(string keys) => page.Keyboard.PressAsync(keys);

    /// <summary>A stroke through the picture's middle at a height given as share of the canvas; the button stays down if asked.</summary>
    public async Task StrokeAsync(float height, bool release = true)
    {
        var box = await Canvas.BoundingBoxAsync() ?? throw new InvalidOperationException("The canvas has no place on the page.");
        var (x, y) = (box.X + (box.Width * 0.45f), box.Y + (box.Height * height));
        await page.Mouse.MoveAsync(x, y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(x + (box.Width * 0.1f), y, new MouseMoveOptions { Steps = 8 });
        if (release)
            await page.Mouse.UpAsync();
    }

    /// <summary>Pixels of a class in the signed-in person's label of an image, as the server has it.</summary>
    public async Task<int> CountAsync(long image, int classIndex) => (await HistogramAsync(image))[classIndex];

    public async Task<int[]> HistogramAsync(long image)
    {
        var counts = await page.EvaluateAsync<JsonElement>(
            """
            async (image) => {
              const map = new Uint8Array(await (await fetch(`/api/images/${image}/labelmap`)).arrayBuffer());
              const counts = new Array(256).fill(0);
              for (const value of map) counts[value]++;
              return counts;
            }
            """,
            image);
        return [.. counts.EnumerateArray().Select(count => count.GetInt32())];
    }
}
