using System.Text.Json;
using Microsoft.Playwright;
using Studio.Harness;
using Studio.Storage;
using Xunit;

namespace Studio.Browser.Tests;

/// <summary>
/// Forty switches between pictures and slices over a slow network, with a stroke in each: before, during and right after
/// the switch. Every stroke has a height of its own, so that each labelled row on the server tells which stroke it is of.
/// </summary>
public sealed class MaskBleedTests(BleedStudio studio) : IClassFixture<BleedStudio>
{
    const int Switches = 40;

    /// <summary>Brush diameter in image pixels; a stroke's rows lie closer to its height than to any other stroke's.</summary>
    const int Brush = 4;

    /// <summary>Notes with every press on the canvas which image it shows at that moment.</summary>
    const string NotePresses = """
        window.pressed = [];
        document.addEventListener('pointerdown', (event) => {
          if (event.target.matches('.wb-canvas')) window.pressed.push(event.target.getAttribute('aria-label'));
        }, true);
        """;

    /// <summary>When a stroke is drawn in its round.</summary>
    enum Moment
    {
        /// <summary>The image is open and at rest: nothing of the stroke may be missing.</summary>
        AtRest,

        /// <summary>The button is down while the image changes: what was drawn before belongs to the old image.</summary>
        Across,

        /// <summary>The new image may not be there yet: the stroke is drawn where it was begun, or not at all.</summary>
        AtOnce,
    }

    sealed record Drawn(float Height, Moment Moment);

    sealed record Labelled(long Image, string Name, int Rows, int Columns, IReadOnlyList<int> LabelledRows);

    [Fact]
    public async Task Switching_FortyTimesOnASlowNetwork_LeavesEveryStrokeOnTheImageItWasDrawnOn()
    {
        var page = await OpenAsync();
        var workbench = new Workbench(studio, page);
        var canvas = await page.GetByRole(AriaRole.Application).BoundingBoxAsync();
        var drawn = new List<Drawn>();
        for (var round = 0; round < Switches; round++)
        {
            var stroke = new Drawn(0.04f + (0.92f * round / Switches), (Moment)(round % 3));
            drawn.Add(stroke);
            await DrawAndSwitchAsync(page, workbench, stroke, KeyOf(round));
        }

        await workbench.WaitForStateAsync("saved");
        var pressed = await page.EvaluateAsync<string[]>("() => window.pressed");
        Assert.Equal(drawn.Count, pressed.Length);
        var images = await ReadAsync(page);
        Assert.Equal(3 + BleedStudio.Slices, images.Count);
        foreach (var image in images)
            Check(image, canvas!.Width, canvas.Height, drawn.Zip(pressed).Where(each => IsOf(each.Second, image)).Select(each => each.First).ToList());
        Assert.True(drawn.Where((stroke, round) => stroke.Moment == Moment.AtRest).Count() >= Switches / 3);
        Assert.True(pressed.Distinct().Count() >= 4, $"Only these were drawn on: {string.Join(", ", pressed.Distinct())}");
    }

    /// <summary>Neighbours in the queue, slices of the series where it is open.</summary>
    static string KeyOf(int round) => (round % 8) switch
    {
        0 => "d",
        1 or 2 => "ArrowDown",
        3 => "PageDown",
        4 => "d",
        5 => "a",
        6 => "ArrowUp",
        _ => round % 16 < 8 ? "d" : "a",
    };

    static async Task DrawAndSwitchAsync(IPage page, Workbench workbench, Drawn stroke, string key)
    {
        switch (stroke.Moment)
        {
            case Moment.AtRest:
                await WaitUntilAtRestAsync(page);
                await workbench.StrokeAsync(stroke.Height);
                await workbench.PressAsync(key);
                break;
            case Moment.Across:
                await WaitUntilAtRestAsync(page);
                await workbench.StrokeAsync(stroke.Height, release: false);
                await workbench.PressAsync(key);
                await workbench.MoveOnAsync(stroke.Height);
                await page.Mouse.UpAsync();
                break;
            default:
                await workbench.PressAsync(key);
                await workbench.StrokeAsync(stroke.Height);
                break;
        }
    }

    static async Task WaitUntilAtRestAsync(IPage page)
    {
        // What was pressed has been taken up after two frames.
        await page.EvaluateAsync("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
        await Assertions.Expect(page.GetByText("The labels are loading.")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator(".wb-loading")).ToBeHiddenAsync();
    }

    async Task<IPage> OpenAsync()
    {
        var page = studio.Page;
        var choices = JsonSerializer.Serialize(new { tool = "brush", activeClass = 1, sizes = new Dictionary<int, int> { [1] = Brush }, tools = new Dictionary<int, string> { [1] = "brush" } });
        await page.AddInitScriptAsync($"localStorage.setItem('studio-workbench:{BrowserSession.OwnerName}:{studio.Project}', JSON.stringify({choices}));");
        await page.AddInitScriptAsync(NotePresses);
        await new Workbench(studio, page).OpenAsync(await FirstImageAsync());
        var network = await page.Context.NewCDPSessionAsync(page);
        await network.SendAsync("Network.enable");
        await network.SendAsync("Network.emulateNetworkConditions", new Dictionary<string, object>
        {
            ["offline"] = false, ["latency"] = 60, ["downloadThroughput"] = 6_000_000, ["uploadThroughput"] = 1_000_000,
        });
        return page;
    }

    async Task<long> FirstImageAsync() => (await ListAsync()).Single(image => image.Name.StartsWith("a first", StringComparison.Ordinal)).Id;

    async Task<IReadOnlyList<ImageRecord>> ListAsync()
    {
        var database = new Database(new DataFolder(studio.DataFolder));
        var project = (await new ProjectStore(database).FindAsync(studio.Project))!;
        return await new ImageStore(database).ListAsync(project.Id);
    }

    async Task<IReadOnlyList<Labelled>> ReadAsync(IPage page)
    {
        var all = new List<Labelled>();
        foreach (var image in await ListAsync())
        {
            var rows = await page.EvaluateAsync<int[]>(
                """
                async ({ id, columns }) => {
                  const map = new Uint8Array(await (await fetch(`/api/images/${id}/labelmap`)).arrayBuffer());
                  const rows = new Set();
                  for (let i = 0; i < map.length; i++) if (map[i] !== 0) rows.add(Math.floor(i / columns));
                  return [...rows];
                }
                """,
                new { id = image.Id, columns = image.Columns });
            all.Add(new Labelled(image.Id, image.Name, image.Rows, image.Columns, rows));
        }

        return all;
    }

    static bool IsOf(string ariaLabel, Labelled image) => ariaLabel.StartsWith($"Image {image.Name},", StringComparison.Ordinal);

    static void Check(Labelled image, float width, float height, List<Drawn> strokes)
    {
        var scale = Math.Min(width / image.Columns, height / image.Rows);
        var top = (height - (image.Rows * scale)) / 2;
        double RowOf(Drawn stroke) => ((height * stroke.Height) - top) / scale;
        bool Shows(Drawn stroke, int row) => Math.Abs(row + 0.5 - RowOf(stroke)) <= (Brush / 2.0) + 2;

        var stray = image.LabelledRows.Where(row => !strokes.Exists(stroke => Shows(stroke, row))).ToList();
        var missing = strokes.Where(stroke => stroke.Moment != Moment.AtOnce && !image.LabelledRows.Any(row => Shows(stroke, row))).ToList();

        Assert.True(stray.Count == 0, $"{image.Name} has labels of a stroke that was not drawn on it, in rows {string.Join(", ", stray.Order())}.");
        Assert.True(missing.Count == 0, $"{image.Name} lacks strokes at {string.Join(", ", missing)}.");
    }
}
