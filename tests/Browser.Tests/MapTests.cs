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
    public async Task Lasso_RoundAGroup_ChoosesAllOfItAndNoOther()
    {
        await page.SetViewportSizeAsync(1280, 720);
        await page.GotoAsync($"{studio.Studio.Address}/p/{studio.Project}/images");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Map", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Make the map", Exact = true }).ClickAsync();
        await Map.WaitForAsync(new LocatorWaitForOptions { Timeout = Slow });
        await Assertions.Expect(page.Locator("#map-summary")).ToContainTextAsync($"{2 * MapStudio.PerKind} images");
        Assert.Empty(await Axe.FindSeriousAsync(page));

        var group = await LassoAsync(await SpotsAsync());

        await Assertions.Expect(Bulk).ToContainTextAsync($"{group.Count} chosen");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Label these" }).ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/label/", StringComparison.Ordinal));
        var queue = Uri.UnescapeDataString(new Uri(page.Url).Query);
        Assert.Equal(group.Order(), Numbers().Matches(queue[queue.IndexOf("ids=", StringComparison.Ordinal)..]).Select(match => long.Parse(match.Value)).Order());

        // Back on the map the keyboard alone chooses a picture.
        await page.GoBackAsync();
        await Assertions.Expect(page.Locator("#map-summary")).ToContainTextAsync($"{2 * MapStudio.PerKind} images");
        await Map.FocusAsync();
        await page.Mouse.MoveAsync(0, 0);
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(Bulk).ToContainTextAsync("1 chosen");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(Bulk).ToBeHiddenAsync();
    }

    sealed record Spot(long Id, double X, double Y);

    /// <summary>Where the pictures are on the screen, computed as the page fits its points.</summary>
    async Task<IReadOnlyList<Spot>> SpotsAsync() => (await page.EvaluateAsync<JsonElement>(
        """
        async (project) => {
          const bytes = await (await fetch(`/api/projects/${project}/map`)).arrayBuffer();
          const start = new Uint8Array(bytes).indexOf(10) + 1;
          const { count } = JSON.parse(new TextDecoder().decode(bytes.slice(0, start)));
          const ids = [...new Float64Array(bytes, start, count)];
          const [xs, ys] = [8, 12].map((at) => [...new Float32Array(bytes, start + at * count, count)]);
          const frame = document.querySelector('.map-canvas').getBoundingClientRect();
          const span = (values) => [Math.min(...values), Math.max(...values)];
          const [[left, right], [top, bottom]] = [span(xs), span(ys)];
          const scale = Math.min((frame.width - 58) / (right - left), (frame.height - 58) / (bottom - top));
          return ids.map((id, i) => ({
            id,
            x: frame.left + frame.width / 2 + (xs[i] - (left + right) / 2) * scale,
            y: frame.top + frame.height / 2 + (ys[i] - (top + bottom) / 2) * scale,
          }));
        }
        """,
        studio.Project)).Deserialize<Spot[]>(JsonSerializerOptions.Web)!;

    /// <summary>A line round the pictures about one of them: the circle that is farthest from any picture, as every map lies otherwise.</summary>
    /// <returns>Ids of the pictures within.</returns>
    async Task<IReadOnlyList<long>> LassoAsync(IReadOnlyList<Spot> spots)
    {
        const int corners = 72;
        const int fewest = 4;
        var frame = (await Map.BoundingBoxAsync())!;
        var circles = from middle in spots
                      let near = spots.OrderBy(spot => Distance(middle, spot)).ToList()
                      from count in Enumerable.Range(fewest, spots.Count - (2 * fewest))
                      let radius = (Distance(middle, near[count - 1]) + Distance(middle, near[count])) / 2
                      where middle.X - radius > frame.X && middle.X + radius < frame.X + frame.Width
                          && middle.Y - radius > frame.Y && middle.Y + radius < frame.Y + frame.Height
                      select (Middle: middle, Radius: radius, Within: near.Take(count), Gap: radius - Distance(middle, near[count - 1]));
        var chosen = circles.MaxBy(circle => circle.Gap);
        Assert.True(chosen.Gap > 3, $"No circle is {chosen.Gap:0.0} px away from every picture.");
        var points = Enumerable.Range(0, corners).Select(corner =>
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * corner / corners);
            return ((float)(chosen.Middle.X + (chosen.Radius * cos)), (float)(chosen.Middle.Y + (chosen.Radius * sin)));
        }).ToList();
        await page.Mouse.MoveAsync(points[0].Item1, points[0].Item2);
        await page.Mouse.DownAsync();
        foreach (var (toX, toY) in points.Skip(1))
            await page.Mouse.MoveAsync(toX, toY);
        await page.Mouse.UpAsync();
        return [.. chosen.Within.Select(spot => spot.Id)];
    }

    static double Distance(Spot one, Spot other) => Math.Sqrt(((one.X - other.X) * (one.X - other.X)) + ((one.Y - other.Y) * (one.Y - other.Y)));

    [GeneratedRegex(@"\d+")]
    private static partial Regex Numbers();
}
