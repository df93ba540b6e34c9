using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace Studio.Browser.Tests;

/// <summary>The tools that look at the image, the commands on a class, pen and fingers; counted on figures without noise.</summary>
public sealed class MaskToolTests(MaskToolsStudio studio) : IClassFixture<MaskToolsStudio>
{
    static readonly Area Frame = MaskToolsStudio.Frame;
    static readonly Area Hole = MaskToolsStudio.Hole;
    static readonly Area Block = MaskToolsStudio.Block;

    readonly Workbench workbench = new(studio, studio.Page);
    readonly ImagePointer pointer = new(studio.Page, MaskToolsStudio.Columns, MaskToolsStudio.Rows);

    [Fact]
    public async Task ThresholdBrush_DraggedOverAnEdge_PaintsOnlyWhatIsAsGreyAsItsBeginning()
    {
        var image = await OpenAsync(1, "t");

        await pointer.DragAsync((50, 70), (150, 70));

        var count = await workbench.EventuallyAsync(image, 1, pixels => pixels > 200);
        var painted = await PixelsAsync(image, 1);
        Assert.All(painted, pixel => Assert.True(Frame.Holds(pixel.X, pixel.Y) && !Hole.Holds(pixel.X, pixel.Y), $"{pixel} is no part of the frame."));
        Assert.Equal(count, painted.Count);
        Assert.Contains(painted, pixel => pixel.X > 110);
    }

    [Fact]
    public async Task Brush_InsideTheGreyRange_StaysOutOfTheFrame()
    {
        var image = await OpenAsync(2, "b");

        await workbench.PressAsync("Shift+T");
        await Assertions.Expect(Switch("Stay inside grey range")).ToHaveAttributeAsync("aria-checked", "true");
        await pointer.DragAsync((80, 70), (30, 70));
        await workbench.EventuallyAsync(image, 1, pixels => pixels > 200);
        var painted = await PixelsAsync(image, 1);
        await workbench.PressAsync("Shift+T");
        await Assertions.Expect(Switch("Stay inside grey range")).ToHaveAttributeAsync("aria-checked", "false");

        Assert.DoesNotContain(painted, pixel => Frame.Holds(pixel.X, pixel.Y) && !Hole.Holds(pixel.X, pixel.Y));
        Assert.Contains(painted, pixel => pixel.X < Frame.Left);
        Assert.Contains(painted, pixel => Hole.Holds(pixel.X, pixel.Y));
    }

    [Fact]
    public async Task GrowRegion_ClickIntoTheBlock_FillsExactlyTheBlock()
    {
        var image = await OpenAsync(3, "g");
        await ExactGreysAsync();

        await pointer.ClickAsync(165, 120);
        await workbench.EventuallyAsync(image, 1, pixels => pixels == Block.Count);
        var filled = await PixelsAsync(image, 1);
        await workbench.PressAsync("Control+z");

        await workbench.EventuallyAsync(image, 1, pixels => pixels == 0);
        Assert.All(filled, pixel => Assert.True(Block.Holds(pixel.X, pixel.Y)));
    }

    [Fact]
    public async Task GrowRegion_WhileHeld_ShowsWithoutDrawingAndDragWidensItUntilRelease()
    {
        var image = await OpenAsync(4, "g");
        await ExactGreysAsync();
        var preview = studio.Page.Locator(".wb-preview");
        var tolerance = studio.Page.Locator("output[for=wb-tolerance]");

        await pointer.MoveAsync(165, 120);
        await studio.Page.Mouse.DownAsync();
        await Assertions.Expect(preview).ToBeVisibleAsync();
        await workbench.PressAsync("Escape");
        await Assertions.Expect(preview).ToBeHiddenAsync();
        await studio.Page.Mouse.UpAsync();
        var before = await tolerance.InnerTextAsync();
        await studio.Page.Mouse.DownAsync();
        // All the way up: further than any difference in the picture.
        await pointer.MoveAsync(165, 2, steps: 20);
        await Assertions.Expect(tolerance).Not.ToHaveTextAsync(before);
        Assert.Equal(0, await workbench.CountAsync(image, 1));
        await studio.Page.Mouse.UpAsync();

        await workbench.EventuallyAsync(image, 1, pixels => pixels > Block.Count);
        await Assertions.Expect(preview).ToBeHiddenAsync();
    }

    [Fact]
    public async Task FillArea_InsideAFrameOfLabels_FillsTheHole()
    {
        var image = await OpenAsync(5, "t");
        await FixedRangeAsync();
        await pointer.DragAsync((100, 80), (110, 80));
        await workbench.EventuallyAsync(image, 1, pixels => pixels > 1000);
        await workbench.PressAsync("2");
        await workbench.PressAsync("g");
        await studio.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Label area" }).ClickAsync();

        await pointer.ClickAsync(80, 70);

        await workbench.EventuallyAsync(image, 2, pixels => pixels == Hole.Count);
        await studio.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Grey area" }).ClickAsync();
    }

    [Fact]
    public async Task SmartEdge_FourClicksAroundTheBlock_FollowsItsBorder()
    {
        var image = await OpenAsync(6, "s");

        await pointer.ClickAsync(141, 96);
        await pointer.ClickAsync(189, 96);
        await pointer.ClickAsync(189, 149);
        await pointer.ClickAsync(120, 140);
        await workbench.PressAsync("Backspace");
        await pointer.ClickAsync(141, 149);
        await workbench.PressAsync("Enter");

        await workbench.EventuallyAsync(image, 1, pixels => pixels > 0);
        var drawn = await PixelsAsync(image, 1);
        var common = drawn.Count(pixel => Block.Holds(pixel.X, pixel.Y));
        Assert.InRange(common / (double)(drawn.Count + Block.Count - common), 0.9, 1);
    }

    [Fact]
    public async Task ClassCommands_OnAFrameWithSpecks_FillItAndRemoveThemOneUndoStepEach()
    {
        var image = await OpenAsync(7, "t");
        await FixedRangeAsync();
        await pointer.DragAsync((100, 80), (110, 80));
        var bright = Frame.Count - Hole.Count + MaskToolsStudio.Specks.Sum(speck => speck.Count);
        await workbench.EventuallyAsync(image, 1, pixels => pixels == bright);

        await workbench.PressAsync("Shift+F");
        await Assertions.Expect(pointer.Toast).ToHaveTextAsync("1 hole of Nerve filled.");
        await workbench.EventuallyAsync(image, 1, pixels => pixels == bright + Hole.Count);
        await workbench.PressAsync("Shift+X");
        await Assertions.Expect(pointer.Toast).ToHaveTextAsync("3 islands of Nerve removed.");
        await workbench.EventuallyAsync(image, 1, pixels => pixels == Frame.Count);
        await workbench.PressAsync("Shift+G");
        await Assertions.Expect(pointer.Toast).ToHaveTextAsync(new Regex("^Nerve grown by 2 px, "));
        await workbench.EventuallyAsync(image, 1, pixels => pixels > Frame.Count);
        await workbench.PressAsync("Shift+S");
        // A square grown by a disc has round corners, and shrinking gives the square back.
        await workbench.EventuallyAsync(image, 1, pixels => pixels == Frame.Count);
        for (var step = 0; step < 4; step++)
            await workbench.PressAsync("Control+z");

        await workbench.EventuallyAsync(image, 1, pixels => pixels == bright);
    }

    [Fact]
    public async Task ClassCommands_OnALockedClass_ChangeNothingAndSaySo()
    {
        var image = await OpenAsync(8, "g");
        await ExactGreysAsync();
        await pointer.ClickAsync(45, 35);
        var drawn = await workbench.EventuallyAsync(image, 1, pixels => pixels > 0);

        await workbench.PressAsync("l");
        await workbench.PressAsync("Shift+F");
        await Assertions.Expect(pointer.Toast).ToHaveTextAsync(new Regex("^Nerve is locked"));
        await workbench.PressAsync("l");
        await workbench.WaitUntilSavedAsync();

        Assert.Equal(drawn, await workbench.CountAsync(image, 1));
    }

    [Fact]
    public async Task TwoFingers_MoveAndZoomThePictureAndDrawNothing()
    {
        var image = await OpenAsync(9, "b");
        var zoom = await workbench.Zoom.TextContentAsync() ?? "";
        var (x, y) = await pointer.OnPageAsync(100, 80);

        await pointer.TouchAsync("touchStart", 5, (x, y));
        await pointer.TouchAsync("touchMove", 0.03, (x + 4, y));
        await pointer.TouchAsync("touchStart", 0.05, (x + 4, y), (x + 104, y));
        for (var step = 1; step <= 5; step++)
            await pointer.TouchAsync("touchMove", 0.02, (x + 4 - (10 * step), y), (x + 104 + (10 * step), y));
        await pointer.TouchAsync("touchEnd", 0.02);

        await Assertions.Expect(workbench.Zoom).Not.ToHaveTextAsync(zoom);
        await workbench.PressAsync("z");
        await Assertions.Expect(workbench.Zoom).ToHaveTextAsync(zoom);
        await workbench.WaitUntilSavedAsync();
        Assert.Equal(0, await workbench.CountAsync(image, 1));
        await Assertions.Expect(studio.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Undo" })).ToBeDisabledAsync();
    }

    [Fact]
    public async Task OneFinger_DrawsAndALateSecondOneDoesNot()
    {
        var image = await OpenAsync(10, "b");
        var zoom = await workbench.Zoom.TextContentAsync() ?? "";
        var (x, y) = await pointer.OnPageAsync(60, 20);
        var (otherX, otherY) = await pointer.OnPageAsync(60, 130);

        await pointer.TouchAsync("touchStart", 5, (x, y));
        await pointer.TouchAsync("touchMove", 0.3, (x + 60, y));
        await pointer.TouchAsync("touchStart", 0.1, (x + 60, y), (otherX, otherY));
        await pointer.TouchAsync("touchMove", 0.1, (x + 120, y), (otherX + 80, otherY));
        await pointer.TouchAsync("touchEnd", 0.1);

        await workbench.EventuallyAsync(image, 1, pixels => pixels > 500);
        var drawn = await PixelsAsync(image, 1);
        Assert.DoesNotContain(drawn, pixel => pixel.Y > 60);
        Assert.Equal(zoom, await workbench.Zoom.TextContentAsync());
    }

    [Fact]
    public async Task Pen_PressedHarder_DrawsWiderUnlessPressureIsOff()
    {
        var image = await OpenAsync(11, "b");

        await pointer.PenAsync((30, 20), (170, 20), force: 0.1);
        var light = await workbench.EventuallyAsync(image, 1, pixels => pixels > 0);
        await pointer.PenAsync((30, 80), (170, 80), force: 1);
        var hard = await workbench.EventuallyAsync(image, 1, pixels => pixels > light) - light;
        await Switch("Pen pressure sets the size").ClickAsync();
        await pointer.PenAsync((30, 140), (170, 140), force: 0.1);
        var off = await workbench.EventuallyAsync(image, 1, pixels => pixels > light + hard) - light - hard;
        await Switch("Pen pressure sets the size").ClickAsync();

        Assert.True(hard > 2.5 * light, $"{light} pixels with a light pen, {hard} with a hard one");
        Assert.Equal(hard, off);
    }

    [Fact]
    public async Task Rail_At1280By720_ShowsEveryToolWithoutScrolling()
    {
        await OpenAsync(12, "b");

        var heights = await studio.Page.EvaluateAsync<int[]>("() => { const rail = document.querySelector('.wb-rail'); return [rail.scrollHeight, rail.clientHeight]; }");

        Assert.True(heights[0] <= heights[1], $"The tools need {heights[0]} px, there are {heights[1]}.");
    }

    /// <summary>Opens a picture with class 1 and a tool; a class brings its own tool back, so the tool comes second.</summary>
    async Task<long> OpenAsync(int number, string tool)
    {
        await workbench.OpenAsync(1);
        // Size, tolerance and switches are remembered; each test begins with the usual ones.
        await studio.Page.EvaluateAsync("() => localStorage.clear()");
        var image = await pointer.FindAsync(studio.Project, $"figure {number:00}");
        await workbench.OpenAsync(image);
        await workbench.PressAsync("1");
        await workbench.PressAsync(tool);
        return image;
    }

    /// <summary>Every pixel for itself, so that borders are exact.</summary>
    async Task ExactGreysAsync()
    {
        var noise = Switch("Ignore noise");
        if (await noise.GetAttributeAsync("aria-checked") == "true")
            await noise.ClickAsync();
        await Assertions.Expect(noise).ToHaveAttributeAsync("aria-checked", "false");
    }

    /// <summary>The threshold brush at its largest, for everything brighter than the block.</summary>
    async Task FixedRangeAsync()
    {
        await studio.Page.GetByRole(AriaRole.Slider, new PageGetByRoleOptions { Name = "Size" }).PressAsync("End");
        await studio.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Fixed" }).ClickAsync();
        await studio.Page.GetByLabel("From", new PageGetByLabelOptions { Exact = true }).FillAsync("150");
        await studio.Page.GetByLabel("to", new PageGetByLabelOptions { Exact = true }).FillAsync("255");
        await studio.Page.Locator(".wb-canvas").FocusAsync();
    }

    ILocator Switch(string name) => studio.Page.GetByRole(AriaRole.Switch, new PageGetByRoleOptions { Name = name });

    async Task<List<(int X, int Y)>> PixelsAsync(long image, int classIndex)
    {
        var labels = await pointer.LabelmapAsync(image);
        return [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] == classIndex).Select(i => (i % MaskToolsStudio.Columns, i / MaskToolsStudio.Columns))];
    }
}
