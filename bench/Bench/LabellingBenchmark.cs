using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using Studio.Harness;

namespace Studio.Bench;

/// <summary>
/// The labelling canvas in headless Chromium without a GPU at 1188×730 on a 2048×2560 16-bit image, and the time until a
/// real stroke drawn with the mouse is acknowledged by a real server; and scrolling through a 512×512 16-bit series slice
/// by slice, none of which is held by the browser.
/// </summary>
public static class LabellingBenchmark
{
    const int Rows = 2560;
    const int Columns = 2048;
    const int Strokes = 30;
    const int Slices = 500;
    const int SliceSide = 512;

    sealed record CanvasTimes(double OpenMs, double WindowLevelMs, double BrushSegmentMs, double UndoMs);

    public static async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder["large.png"], SyntheticImages.Radiograph(Rows, Columns), cancellation);
        var import = await StudioProcess.RunAsync(
            "import", folder["large.png"], "--project", "bench", "--task", "segmentation", "--classes", "one,two", "--data", folder["data"]);
        if (import.ExitCode != 0)
            throw new InvalidOperationException($"The import failed: {import.Error}");

        await ImportSeriesAsync(folder, cancellation);
        await using var studio = await StudioProcess.StartAsync(folder["data"]);
        await using var browser = await BrowserSession.StartAsync();
        var page = await browser.OpenAsync();
        await BrowserSession.SetUpOwnerAsync(page, studio);
        var canvas = await MeasureCanvasAsync(page, studio);
        var acknowledged = await MeasureStrokesAsync(page, studio);
        var scrolled = await MeasureScrollingAsync(page, studio);
        return
        [
            Figure.AtMost("open, 2048×2560 16 bit, nothing cached", canvas.OpenMs, "ms", 300),
            Figure.AtMost("window/level frame", canvas.WindowLevelMs, "ms", 16),
            Figure.AtMost("brush segment, radius 60", canvas.BrushSegmentMs, "ms", 4),
            Figure.AtMost("undo", canvas.UndoMs, "ms", 16),
            Figure.AtMost("stroke acknowledged by the server, median", acknowledged, "ms", 100),
            Figure.AtLeast($"scroll a {Slices}-slice series", scrolled, "slices/s", 30),
        ];
    }

    static async Task ImportSeriesAsync(TemporaryFolder folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder["series"]);
        for (var index = 0; index < Slices; index++)
        {
            var slice = SyntheticImages.CtSlice(SliceSide, 1, index, Slices);
            await File.WriteAllBytesAsync(folder[$"series/{index + 1}.dcm"], slice, cancellation);
        }

        var import = await StudioProcess.RunAsync(
            "import", folder["series"], "--project", "series", "--task", "segmentation", "--classes", "one,two", "--data", folder["data"]);
        if (import.ExitCode != 0)
            throw new InvalidOperationException($"The import of the series failed: {import.Error}");
    }

    /// <summary>Slices per second from the first to the last one, each fetched, drawn and waited for.</summary>
    static async Task<double> MeasureScrollingAsync(IPage page, StudioProcess studio)
    {
        await page.GotoAsync($"{studio.Address}/p/series/label");
        await page.GetByRole(AriaRole.Slider, new PageGetByRoleOptions { Name = "Slice" }).WaitForAsync();
        var result = await page.EvaluateAsync<JsonElement>("""
            async () => {
              const queue = await (await fetch('/api/projects/series/queue')).json();
              return (await import('/js/workbench-bench.js')).scrollSeries({ imageId: queue.items[0].imageId });
            }
            """);
        var slices = result.GetProperty("slices").GetInt32();
        return slices == Slices
            ? result.GetProperty("slicesPerSecond").GetDouble()
            : throw new InvalidOperationException($"The series has {slices} slices, not {Slices}.");
    }

    static async Task<CanvasTimes> MeasureCanvasAsync(IPage page, StudioProcess studio)
    {
        await page.GotoAsync($"{studio.Address}/p/bench/label/1");
        var network = await page.Context.NewCDPSessionAsync(page);
        await network.SendAsync("Network.setCacheDisabled", new Dictionary<string, object> { ["cacheDisabled"] = true });
        var times = await page.EvaluateAsync<JsonElement>("""
            async () => (await import('/js/workbench-bench.js')).measure({ imageId: '1', width: 1188, height: 730 })
            """);
        double Value(string name) => times.GetProperty(name).GetDouble();
        return new CanvasTimes(Value("openMs"), Value("windowLevelMs"), Value("brushSegmentMs"), Value("undoMs"));
    }

    static async Task<double> MeasureStrokesAsync(IPage page, StudioProcess studio)
    {
        await page.GotoAsync($"{studio.Address}/p/bench/label/1");
        var canvas = page.GetByRole(AriaRole.Application);
        await canvas.WaitForAsync();
        var box = await canvas.BoundingBoxAsync() ?? throw new InvalidOperationException("The canvas has no place on the page.");
        await page.Keyboard.PressAsync("b");
        var times = new List<double>();
        for (var stroke = 0; stroke < Strokes; stroke++)
        {
            var (x, y) = (box.X + (box.Width * 0.35f), box.Y + (box.Height * (0.15f + (0.022f * stroke))));
            await page.Mouse.MoveAsync(x, y);
            await page.Mouse.DownAsync();
            await page.Mouse.MoveAsync(x + (box.Width * 0.25f), y + 8, new MouseMoveOptions { Steps = 12 });
            var watch = new Stopwatch();
            await page.RunAndWaitForResponseAsync(
                async () =>
                {
                    watch.Start();
                    await page.Mouse.UpAsync();
                },
                response => response.Url.Contains("/operations", StringComparison.Ordinal) && response.Ok);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        var saved = await page.EvaluateAsync<string>("async () => (await fetch('/api/images/1/labelmap')).headers.get('X-Revision')");
        if (long.Parse(saved, CultureInfo.InvariantCulture) < Strokes)
            throw new InvalidOperationException($"The server holds {saved} operations after {Strokes} strokes.");
        return Sample.Median(times);
    }
}
