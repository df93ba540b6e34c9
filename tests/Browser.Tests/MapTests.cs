using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace Studio.Browser.Tests;

/// <summary>Pictures that look alike lie together on the map, and a line round them chooses them.</summary>
public sealed partial class MapTests(MapStudio studio) : IClassFixture<MapStudio>
{
    const int Slow = 120_000;

    readonly IPage page = studio.Page;

    ILocator Map => page.GetByRole(AriaRole.Application, new PageGetByRoleOptions { Name = "Map of the images" });

    ILocator Bulk => page.GetByRole(AriaRole.Toolbar, new PageGetByRoleOptions { Name = "Chosen images" });

    [Fact]
    public async Task Lasso_RoundOneKind_ChoosesAllOfItAndNoOther()
    {
        await page.SetViewportSizeAsync(1280, 720);
        await page.GotoAsync($"{studio.Studio.Address}/p/{studio.Project}/images");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Map", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Make the map", Exact = true }).ClickAsync();
        await Map.WaitForAsync(new LocatorWaitForOptions { Timeout = Slow });
        await Assertions.Expect(page.Locator("#map-summary")).ToContainTextAsync($"{2 * MapStudio.PerKind} images");
        Assert.Empty(await Axe.FindSeriousAsync(page));

        var stripes = await SpotsAsync("stripes");
        await LassoAsync(stripes);

        await Assertions.Expect(Bulk).ToContainTextAsync($"{MapStudio.PerKind} chosen");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Label these" }).ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/label/", StringComparison.Ordinal));
        var queue = Uri.UnescapeDataString(new Uri(page.Url).Query);
        Assert.Equal(stripes.Select(spot => spot.Id).Order(), Numbers().Matches(queue[queue.IndexOf("ids=", StringComparison.Ordinal)..]).Select(match => long.Parse(match.Value)).Order());

        // Back on the map the keyboard alone chooses a picture.
        await page.GoBackAsync();
        await Map.FocusAsync();
        await page.Mouse.MoveAsync(0, 0);
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(Bulk).ToContainTextAsync("1 chosen");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(Bulk).ToBeHiddenAsync();
    }

    sealed record Spot(long Id, double X, double Y);

    /// <summary>Where the pictures of a kind are on the screen, computed as the page fits its points.</summary>
    async Task<IReadOnlyList<Spot>> SpotsAsync(string kind) => (await page.EvaluateAsync<JsonElement>(
        """
        async ([project, kind]) => {
          const bytes = await (await fetch(`/api/projects/${project}/map`)).arrayBuffer();
          const start = new Uint8Array(bytes).indexOf(10) + 1;
          const { count } = JSON.parse(new TextDecoder().decode(bytes.slice(0, start)));
          const ids = [...new Float64Array(bytes, start, count)];
          const [xs, ys] = [8, 12].map((at) => [...new Float32Array(bytes, start + at * count, count)]);
          const pictures = await (await fetch(`/api/projects/${project}/map/pictures?ids=${ids}`)).json();
          const frame = document.querySelector('.map-canvas').getBoundingClientRect();
          const span = (values) => [Math.min(...values), Math.max(...values)];
          const [[left, right], [top, bottom]] = [span(xs), span(ys)];
          const scale = Math.min((frame.width - 58) / (right - left), (frame.height - 58) / (bottom - top));
          const names = new Map(pictures.map((picture) => [Number(picture.imageId), picture.name]));
          return ids.map((id, i) => ({
            id, name: names.get(id),
            x: frame.left + frame.width / 2 + (xs[i] - (left + right) / 2) * scale,
            y: frame.top + frame.height / 2 + (ys[i] - (top + bottom) / 2) * scale,
          })).filter((spot) => spot.name.startsWith(kind));
        }
        """,
        new object[] { studio.Project, kind })).Deserialize<Spot[]>(JsonSerializerOptions.Web)!;

    /// <summary>A line round spots, some pixels outside them.</summary>
    async Task LassoAsync(IReadOnlyList<Spot> spots)
    {
        const int corners = 24;
        var (x, y) = (spots.Average(spot => spot.X), spots.Average(spot => spot.Y));
        var points = Enumerable.Range(0, corners).Select(corner =>
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * corner / corners);
            var reach = spots.Max(spot => ((spot.X - x) * cos) + ((spot.Y - y) * sin)) + 8;
            return ((float)(x + (reach * cos)), (float)(y + (reach * sin)));
        }).ToList();
        await page.Mouse.MoveAsync(points[0].Item1, points[0].Item2);
        await page.Mouse.DownAsync();
        foreach (var (toX, toY) in points.Skip(1))
            await page.Mouse.MoveAsync(toX, toY, new MouseMoveOptions { Steps = 2 });
        await page.Mouse.UpAsync();
    }

    [GeneratedRegex(@"\d+")]
    private static partial Regex Numbers();
}
