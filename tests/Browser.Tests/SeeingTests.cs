using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Studio.Storage;
using Xunit;

namespace Studio.Browser.Tests;

/// <summary>Looking at images: side by side, measured, through windows that are kept.</summary>
public sealed class SeeingTests(CaseStudio studio) : IClassFixture<CaseStudio>
{
    readonly Workbench workbench = new(studio, studio.Page);

    ILocator Canvas => studio.Page.GetByRole(AriaRole.Application);

    ILocator Panes => studio.Page.Locator(".wb-pane");

    [Fact]
    public async Task SideBySide_NeighbouringSlice_SharesZoomPlaceAndCursor()
    {
        await OpenAloneAsync(studio.Images[0][4]);
        await workbench.PressAsync("y");
        await ShowAsync(2, "slice:-1");
        await Assertions.Expect(Panes.Locator(".wb-text.tr")).ToHaveTextAsync($"Slice 4/{CaseStudio.Slices}");
        await Assertions.Expect(Panes).ToHaveAttributeAsync("data-image", Text(studio.Images[0][3]));
        var zoom = await workbench.Zoom.InnerTextAsync();

        await AssertCursorIsLinkedAsync();
        await PointAsync(Panes.Locator(".wb-canvas"), 0.4f, 0.6f);
        await studio.Page.Keyboard.DownAsync("Control");
        await studio.Page.Mouse.WheelAsync(0, -400);
        await studio.Page.Keyboard.UpAsync("Control");

        await Assertions.Expect(workbench.Zoom).Not.ToHaveTextAsync(zoom);
        await AssertCursorIsLinkedAsync();
        await DragAsync(Panes.Locator(".wb-canvas"), (0.5f, 0.5f), (0.6f, 0.55f));
        await AssertCursorIsLinkedAsync();
    }

    [Fact]
    public async Task SideBySide_CaseOfFourChannels_ScrollsInStep()
    {
        await OpenAloneAsync(studio.Images[0][0]);
        await workbench.PressAsync("y");
        await workbench.PressAsync("Shift+Y");
        await workbench.PressAsync("Shift+Y");
        await Assertions.Expect(Panes).ToHaveCountAsync(3);
        await AssertPanesShowAsync(0);

        foreach (var (key, slice) in ((string, int)[])[("PageDown", 10), ("ArrowDown", 11), ("ArrowUp", 10), ("Home", 0)])
        {
            await workbench.PressAsync(key);
            await AssertShownAsync(slice);
        }

        await PointAsync(Panes.Nth(1).Locator(".wb-canvas"), 0.5f, 0.5f);
        await studio.Page.Mouse.WheelAsync(0, 100);
        await AssertShownAsync(1);
    }

    [Fact]
    public async Task SideBySide_Drawing_LandsInTheFirstPaneOnly()
    {
        var slice = 6;
        await OpenAloneAsync(studio.Images[0][slice]);
        await workbench.PressAsync("y");
        await ShowAsync(2, "series:T1");
        await Assertions.Expect(Panes).ToHaveAttributeAsync("data-image", Text(studio.Images[2][slice]));
        await workbench.PressAsync("1");
        await workbench.PressAsync("b");

        await DragAsync(Panes.Locator(".wb-canvas"), (0.45f, 0.3f), (0.5f, 0.3f));
        await workbench.WaitUntilSavedAsync();
        Assert.Equal(0, (await workbench.HistogramAsync(studio.Images[0][slice]))[1..].Sum());
        await workbench.StrokeAsync(0.5f);
        await workbench.EventuallyAsync(studio.Images[0][slice], 1, count => count > 0);

        // The channel lies on the same grid: the stroke is seen there too, but it is not a label of its own.
        await EventuallyAsync(() => CountOrangeAsync(Panes.Locator(".wb-canvas")), count => count > 0);
        Assert.Equal(0, (await workbench.HistogramAsync(studio.Images[2][slice]))[1..].Sum());
    }

    [Fact]
    public async Task OtherReader_IsSeenByALeadAndHiddenFromABlindAnnotator()
    {
        var image = studio.Images[1][5];
        await OpenAloneAsync(image);
        var ann = await studio.AddUserAsync("Ann", UserRole.Annotator);
        await studio.AddUserAsync("Bea", UserRole.Annotator);
        var annotations = new AnnotationStore(studio.Database, new BlobStore(studio.Database));
        await annotations.GetOrCreateAsync(image, ann.Id);
        // 40 pixels of class 1 in the middle: gap 4,600 and length 40 as LEB128.
        await annotations.AppendOperationAsync(image, ann.Id, new NewOperation(Guid.NewGuid(), 0, "brush", new byte[] { 1, 0xF8, 0x23, 40, 1 }));

        await workbench.PressAsync("y");
        await ShowAsync(2, $"reader:{ann.Id}");
        await EventuallyAsync(() => CountOrangeAsync(Panes.Locator(".wb-canvas")), count => count > 0);
        Assert.Equal(0, await CountOrangeAsync(Canvas));

        var page = await studio.OpenPageAsync();
        await studio.SignInAsync(page, "Bea");
        var blind = new Workbench(studio, page);
        await blind.OpenAsync(image);
        await blind.PressAsync("y");
        var contents = page.GetByLabel("Pane 2 shows");
        await Assertions.Expect(contents.Locator("optgroup[label='Another reader'] option")).ToHaveTextAsync("Hidden until you submit");
        await Assertions.Expect(contents.Locator("option", new LocatorLocatorOptions { HasText = "Ann" })).ToHaveCountAsync(0);
        await page.CloseAsync();
    }

    [Fact]
    public async Task Measure_KnownDistance_IsInMillimetres()
    {
        await OpenAloneAsync(studio.Images[3][5]);
        await workbench.PressAsync("m");
        var box = (await Canvas.BoundingBoxAsync())!;
        // Fitted, the image's rows fill the height of the canvas.
        var expected = 0.25 * box.Height / (box.Height / CaseStudio.Side) * CaseStudio.SpacingMm;

        await DragAsync(Canvas, (0.5f, 0.4f), (0.5f, 0.65f));

        var found = studio.Page.GetByRole(AriaRole.List, new PageGetByRoleOptions { Name = "Measurements" }).GetByRole(AriaRole.Listitem);
        await Assertions.Expect(found).ToHaveTextAsync(new Regex(@"Length \d+\.\d mm"));
        var text = Regex.Match(await found.InnerTextAsync(), @"Length (\d+\.\d) mm").Groups[1].Value;
        Assert.Equal(expected, double.Parse(text, CultureInfo.InvariantCulture), 0.2);
        await Assertions.Expect(studio.Page.Locator(".wb-measures text")).ToHaveTextAsync($"{text} mm");

        await workbench.PressAsync("ArrowDown");
        await Assertions.Expect(found).ToHaveCountAsync(0);
        await workbench.PressAsync("ArrowUp");
        await Assertions.Expect(found).ToHaveCountAsync(1);
        await found.GetByRole(AriaRole.Button).First.ClickAsync();
        await workbench.PressAsync("Delete");
        await Assertions.Expect(found).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Window_KeptByTheOwner_IsOfferedAfterReloading()
    {
        await OpenAloneAsync(studio.Images[2][5]);
        await workbench.PressAsync("w");
        await DragAsync(Canvas, (0.5f, 0.5f), (0.6f, 0.5f));
        var text = studio.Page.Locator(".wb-text.bl div").First;
        await Assertions.Expect(text).ToHaveTextAsync(new Regex(@"^W \d+ · L −?\d+$"));
        var dragged = await text.InnerTextAsync();

        await workbench.PressAsync("Shift+V");
        await studio.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save this window" }).ClickAsync();
        await studio.Page.GetByLabel("Name").FillAsync("Plaques");
        await studio.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(text).ToHaveTextAsync($"{dragged} (plaques)");
        await OpenAloneAsync(studio.Images[2][6]);

        await Assertions.Expect(text).Not.ToHaveTextAsync(new Regex("plaques"));
        await workbench.PressAsync("Shift+5");
        await Assertions.Expect(text).ToHaveTextAsync($"{dragged} (plaques)");
        await workbench.PressAsync("Shift+V");
        await studio.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Remove the window Plaques" }).ClickAsync();
        await Assertions.Expect(studio.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Plaques" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Window_OfTheProject_IsListedAndRemovedInTheSettings()
    {
        var project = (await new ProjectStore(studio.Database).FindAsync(studio.Project))!;
        await new WindowPresetStore(studio.Database).SaveAsync(project.Id, new NewWindow("CT", "Sulci", 35, 70, "linear"), null);
        await studio.Page.GotoAsync($"{studio.Studio.Address}/p/{studio.Project}/settings");
        var row = studio.Page.Locator("#windows li");

        await Assertions.Expect(row).ToContainTextAsync("Sulci");
        await Assertions.Expect(row).ToContainTextAsync("CT · W 70 · L 35");
        // The page answers clicks once its circuit is there.
        await studio.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Remove the window Sulci" }).ClickAsync();

        await Assertions.Expect(row).ToHaveCountAsync(0);
        Assert.Empty(await new WindowPresetStore(studio.Database).ListAsync(project.Id));
    }

    [Theory]
    [InlineData(1280, 720)]
    [InlineData(1920, 1080)]
    public async Task Seeing_ForAxe_HasNoSeriousFindingAndFits(int width, int height)
    {
        await studio.Page.SetViewportSizeAsync(width, height);
        await OpenAloneAsync(studio.Images[0][5]);
        await workbench.PressAsync("m");
        await DragAsync(Canvas, (0.5f, 0.3f), (0.55f, 0.6f));
        await workbench.PressAsync("y");
        await workbench.PressAsync("Shift+Y");
        await Assertions.Expect(Panes).ToHaveCountAsync(2);

        foreach (var keys in (string[])["Escape", "Shift+V", "Shift+A"])
        {
            await workbench.PressAsync(keys);
            Assert.Empty(await Axe.FindSeriousAsync(studio.Page));
            await workbench.PressAsync("Escape");
        }

        var submit = (await studio.Page.Locator(".wb-top .primary").BoundingBoxAsync())!;
        Assert.True(submit.X + submit.Width <= width, $"The top bar ends at {submit.X + submit.Width}.");
        await studio.Page.SetViewportSizeAsync(1280, 720);
    }

    /// <summary>Opens an image with nothing beside it, whatever an earlier test chose.</summary>
    async Task OpenAloneAsync(long image)
    {
        await workbench.OpenAsync(image);
        await studio.Page.EvaluateAsync("() => Object.keys(localStorage).filter((key) => key.startsWith('studio-workbench')).forEach((key) => localStorage.removeItem(key))");
        await workbench.OpenAsync(image);
        await Assertions.Expect(Panes).ToHaveCountAsync(0);
    }

    async Task ShowAsync(int pane, string content) => await studio.Page.GetByLabel($"Pane {pane} shows").SelectOptionAsync(content);

    /// <summary>The open image and every pane show the same slice of their channels.</summary>
    async Task AssertShownAsync(int slice)
    {
        await workbench.WaitForSliceAsync(slice + 1, CaseStudio.Slices);
        await AssertPanesShowAsync(slice);
    }

    async Task AssertPanesShowAsync(int slice)
    {
        for (var pane = 0; pane < 3; pane++)
            await Assertions.Expect(Panes.Nth(pane)).ToHaveAttributeAsync("data-image", Text(studio.Images[pane + 1][slice]));
    }

    /// <summary>The cross in the pane stands as far from its corner as the pointer does from that of the open image.</summary>
    async Task AssertCursorIsLinkedAsync()
    {
        await PointAsync(Canvas, 0.3f, 0.6f);
        var main = (await Canvas.BoundingBoxAsync())!;
        var pane = (await Panes.Locator(".wb-canvas").BoundingBoxAsync())!;
        var cross = Panes.Locator(".wb-cross");
        await Assertions.Expect(cross).ToBeAttachedAsync();
        await EventuallyAsync(
            async () => (await cross.EvaluateAsync<double[]>("(element) => { const box = element.getBoundingClientRect(); return [box.x, box.y]; }")) is [var x, var y]
                ? Math.Max(Math.Abs(x - pane.X - (main.Width * 0.3)), Math.Abs(y - pane.Y - (main.Height * 0.6)))
                : double.MaxValue,
            distance => distance <= 2);
    }

    async Task PointAsync(ILocator canvas, float x, float y)
    {
        var box = (await canvas.BoundingBoxAsync())!;
        await studio.Page.Mouse.MoveAsync(box.X + (box.Width * x), box.Y + (box.Height * y));
    }

    async Task DragAsync(ILocator canvas, (float X, float Y) from, (float X, float Y) to)
    {
        await PointAsync(canvas, from.X, from.Y);
        await studio.Page.Mouse.DownAsync();
        await PointAsync(canvas, (from.X + to.X) / 2, (from.Y + to.Y) / 2);
        await PointAsync(canvas, to.X, to.Y);
        await studio.Page.Mouse.UpAsync();
    }

    /// <summary>Pixels in the pure colour of class 1, which only its lines have.</summary>
    static Task<int> CountOrangeAsync(ILocator canvas) => canvas.EvaluateAsync<int>(
        """
        (canvas) => {
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          let count = 0;
          for (let i = 0; i < data.length; i += 4) if (data[i] === 255 && data[i + 1] === 176 && data[i + 2] === 46) count++;
          return count;
        }
        """);

    static async Task EventuallyAsync<T>(Func<Task<T>> read, Func<T, bool> condition)
    {
        var found = await read();
        for (var look = 0; look < 100 && !condition(found); look++)
        {
            await Task.Delay(50);
            found = await read();
        }

        Assert.True(condition(found), $"It stays at {found}.");
    }

    static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
