using System.Text.Json;
using Microsoft.Playwright;
using Studio.Harness;
using Xunit;

namespace Studio.Browser.Tests;

/// <summary>The labelling page as a person uses it: real mouse and keys; labels are read back from the server.</summary>
sealed class Workbench(LabelledStudio studio, IPage page)
{
    static readonly TimeSpan ServerLimit = TimeSpan.FromSeconds(20);

    ILocator Canvas => page.GetByRole(AriaRole.Application);

    ILocator SavedState => page.Locator(".wb-saved");

    /// <param name="project">Where the image is; the studio's first project when left out.</param>
    public async Task OpenAsync(long image, string? project = null)
    {
        await page.GotoAsync($"{studio.Studio.Address}/p/{project ?? studio.Project}/label/{image}");
        await WaitUntilOpenAsync();
    }

    public async Task WaitUntilOpenAsync()
    {
        await Canvas.WaitForAsync();
        await Assertions.Expect(Canvas).ToHaveAttributeAsync("aria-label", new System.Text.RegularExpressions.Regex("pixels"));
        await WaitUntilSavedAsync();
    }

    /// <summary>Waits until a slice is there with its labels; answers its image.</summary>
    /// <param name="number">From 1.</param>
    public async Task<long> WaitForSliceAsync(int number, int count = SeriesStudio.Slices)
    {
        await Assertions.Expect(Slider).ToHaveAttributeAsync("aria-valuetext", $"Slice {number} of {count}");
        await Assertions.Expect(page.Locator(".wb-text.tl").GetByText($"Slice {number}/{count}", new LocatorGetByTextOptions { Exact = false })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("The labels are loading.")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator(".wb-hidden[aria-live]")).ToHaveTextAsync($"Slice {number} of {count}");
        return Image;
    }

    public ILocator Slider => page.GetByRole(AriaRole.Slider, new PageGetByRoleOptions { Name = "Slice" });

    public ILocator Zoom => page.Locator(".wb-viewer:not(.wb-pane) .wb-text.tr");

    /// <summary>The image in the page's address.</summary>
    public long Image => long.Parse(new Uri(page.Url).Segments[^1], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Turns the wheel over the picture's middle.</summary>
    public async Task WheelAsync(float delta)
    {
        var box = await Canvas.BoundingBoxAsync() ?? throw new InvalidOperationException("The canvas has no place on the page.");
        await page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2));
        await page.Mouse.WheelAsync(0, delta);
    }

    public Task WaitUntilSavedAsync() => Assertions.Expect(SavedState).ToHaveAttributeAsync("data-kind", "saved");

    public Task WaitForStateAsync(string kind) => Assertions.Expect(SavedState).ToHaveAttributeAsync(
        "data-kind", kind, new LocatorAssertionsToHaveAttributeOptions { Timeout = 60_000 });

    /// <summary>Waits until the saved state says this, a pattern: a slow stroke is handed on in parts, so that numbers vary.</summary>
    public Task WaitForTextAsync(string pattern) => Assertions.Expect(SavedState).ToHaveAttributeAsync(
        "title", new System.Text.RegularExpressions.Regex($"^{pattern}$"), new LocatorAssertionsToHaveAttributeOptions { Timeout = 30_000 });

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

    /// <summary>Drags between two places of a fitted image, in its own pixels.</summary>
    public async Task DragImageAsync((double X, double Y) from, (double X, double Y) to)
    {
        var (x, y) = await PlaceAsync(from);
        var (toX, toY) = await PlaceAsync(to);
        await page.Mouse.MoveAsync(x, y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(toX, toY, new MouseMoveOptions { Steps = 6 });
        await page.Mouse.UpAsync();
    }

    public async Task ClickImageAsync((double X, double Y) at)
    {
        var (x, y) = await PlaceAsync(at);
        await page.Mouse.ClickAsync(x, y);
    }

    async Task<(float X, float Y)> PlaceAsync((double X, double Y) at)
    {
        var box = await Canvas.BoundingBoxAsync() ?? throw new InvalidOperationException("The canvas has no place on the page.");
        var size = System.Text.RegularExpressions.Regex.Match(await Canvas.GetAttributeAsync("aria-label") ?? "", @"(\d+) by (\d+) pixels");
        var columns = double.Parse(size.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        var rows = double.Parse(size.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture);
        var scale = Math.Min(box.Width / columns, box.Height / rows);
        return ((float)(box.X + (box.Width / 2) + ((at.X - (columns / 2)) * scale)), (float)(box.Y + (box.Height / 2) + ((at.Y - (rows / 2)) * scale)));
    }

    /// <summary>The signed-in person's document without its pixels, as the server has it.</summary>
    public Task<JsonElement> AnnotationAsync(long image) => page.EvaluateAsync<JsonElement>(
        "async (image) => JSON.parse((await (await fetch(`/api/images/${image}/annotation`)).text()).split('\\n')[0])", image);

    /// <summary>Moves on with a stroke whose button is still down.</summary>
    public async Task MoveOnAsync(float height)
    {
        var box = await Canvas.BoundingBoxAsync() ?? throw new InvalidOperationException("The canvas has no place on the page.");
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.65f), box.Y + (box.Height * height), new MouseMoveOptions { Steps = 4 });
    }

    /// <summary>Clicks the corners, given as shares of the canvas, and closes with a double click on the last.</summary>
    public async Task PolygonAsync(params (float X, float Y)[] corners)
    {
        var box = await Canvas.BoundingBoxAsync() ?? throw new InvalidOperationException("The canvas has no place on the page.");
        foreach (var (x, y) in corners)
            await page.Mouse.ClickAsync(box.X + (box.Width * x), box.Y + (box.Height * y));
        var (lastX, lastY) = corners[^1];
        await page.Mouse.DblClickAsync(box.X + (box.Width * lastX), box.Y + (box.Height * lastY));
    }

    /// <summary>Goes to the next (d) or previous (a) image by key; answers its id.</summary>
    public async Task<long> StepAsync(string key)
    {
        var before = page.Url;
        await page.Keyboard.PressAsync(key);
        await page.WaitForURLAsync(url => url != before);
        await Assertions.Expect(page.Locator(".wb-loading")).ToBeHiddenAsync();
        return long.Parse(new Uri(page.Url).Segments[^1], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Waits until the server's count of a class fulfils a condition; answers the count.</summary>
    public async Task<int> EventuallyAsync(long image, int classIndex, Func<int, bool> condition)
    {
        var limit = DateTime.UtcNow + ServerLimit;
        for (; ; )
        {
            var count = await CountAsync(image, classIndex);
            if (condition(count) || DateTime.UtcNow > limit)
            {
                Assert.True(condition(count), $"The server still holds {count} pixels of class {classIndex}. At {page.Url}: {await SavedState.InnerTextAsync()}, {await page.Locator(".wb-toast").InnerTextAsync()}");
                return count;
            }

            await Task.Delay(100);
        }
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
