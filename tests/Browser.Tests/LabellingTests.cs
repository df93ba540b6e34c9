using Microsoft.Playwright;
using Xunit;

namespace Studio.Browser.Tests;

/// <summary>Drawing in a real browser against a real server: what was drawn is stored, whatever happens in between.</summary>
public sealed class LabellingTests(LabelledStudio studio) : IClassFixture<LabelledStudio>
{
    readonly Workbench workbench = new(studio, studio.Page);

    [Fact]
    public async Task Brush_Stroke_IsStoredAndUndoTakesItBack()
    {
        await workbench.OpenAsync(1);
        var before = await workbench.HistogramAsync(1);
        await workbench.PressAsync("2");

        await workbench.PressAsync("b");
        await workbench.StrokeAsync(0.85f);
        var drawn = await workbench.EventuallyAsync(1, 2, count => count > before[2]);
        await workbench.PressAsync("Control+z");
        await workbench.EventuallyAsync(1, 2, count => count == before[2]);
        var undone = await workbench.HistogramAsync(1);
        await workbench.PressAsync("Control+y");
        await workbench.EventuallyAsync(1, 2, count => count == drawn);

        Assert.Equal(before, undone);
    }

    [Fact]
    public async Task Eraser_OverALabel_RemovesIt()
    {
        await workbench.OpenAsync(2);
        var before = await workbench.CountAsync(2, 1);
        await workbench.PressAsync("1");
        await workbench.PressAsync("b");
        await workbench.StrokeAsync(0.8f);
        var drawn = await workbench.EventuallyAsync(2, 1, count => count > before);

        await workbench.PressAsync("e");
        await workbench.StrokeAsync(0.8f);

        await workbench.EventuallyAsync(2, 1, count => count < drawn);
    }

    [Fact]
    public async Task Polygon_ClosedByDoubleClick_FillsItsInside()
    {
        await workbench.OpenAsync(9);
        var before = await workbench.CountAsync(9, 1);
        await workbench.PressAsync("p");
        await workbench.PressAsync("1");

        await workbench.PolygonAsync((0.4f, 0.7f), (0.6f, 0.7f), (0.6f, 0.9f), (0.4f, 0.9f));

        await workbench.EventuallyAsync(9, 1, count => count > before);
    }

    [Fact]
    public async Task Strokes_WhileTheServerIsKilled_AreAllThereAfterwards()
    {
        await workbench.OpenAsync(3);
        var before = await workbench.CountAsync(3, 1);
        await workbench.PressAsync("1");
        await workbench.PressAsync("b");
        await workbench.StrokeAsync(0.15f);
        var first = await workbench.EventuallyAsync(3, 1, count => count > before);

        studio.Studio.Kill();
        await workbench.StrokeAsync(0.9f);
        await workbench.WaitForStateAsync("offline");
        await studio.RestartAfterKillAsync();
        await workbench.WaitForStateAsync("saved");

        await workbench.EventuallyAsync(3, 1, count => count > first);
    }

    [Fact]
    public async Task Page_ClosedInMidStroke_SendsTheStrokeOnTheNextOpening()
    {
        await workbench.OpenAsync(4);
        var before = await workbench.CountAsync(4, 2);
        await workbench.PressAsync("2");
        await workbench.PressAsync("b");

        await workbench.StrokeAsync(0.9f, release: false);
        await studio.Page.GotoAsync($"{studio.Studio.Address}/");
        await studio.Page.Mouse.UpAsync();
        await workbench.OpenAsync(4);

        await workbench.EventuallyAsync(4, 2, count => count > before);
    }

    [Fact]
    public async Task SwitchingImages_WhileDrawing_NeverMovesLabelsToAnotherImage()
    {
        await workbench.OpenAsync(5);
        var before = await workbench.CountAsync(5, 1);
        await workbench.PressAsync("1");
        await workbench.PressAsync("b");
        var neighbour = await workbench.StepAsync("d");
        var untouched = await workbench.HistogramAsync(neighbour);
        await workbench.StepAsync("a");
        for (var stroke = 0; stroke < 5; stroke++)
        {
            await workbench.StrokeAsync(0.1f + (0.15f * stroke));
            await workbench.StepAsync("d");
            Assert.Equal(5, await workbench.StepAsync("a"));
        }

        await workbench.EventuallyAsync(5, 1, count => count > before);
        await workbench.WaitUntilSavedAsync();

        Assert.Equal(untouched, await workbench.HistogramAsync(neighbour));
    }

    [Fact]
    public async Task ExpiredLogin_WhileDrawing_KeepsTheStrokesUntilSignedInAgain()
    {
        await workbench.OpenAsync(7);
        var before = await workbench.CountAsync(7, 1);
        await workbench.PressAsync("1");
        await workbench.PressAsync("b");

        await studio.Page.Context.ClearCookiesAsync();
        await workbench.StrokeAsync(0.9f);
        await workbench.WaitForStateAsync("signed-out");
        var other = await studio.Page.Context.NewPageAsync();
        await studio.SignInAsync(other);
        await other.CloseAsync();
        await workbench.WaitForStateAsync("saved");

        await workbench.EventuallyAsync(7, 1, count => count > before);
    }

    [Fact]
    public async Task TwoTabs_OfOneAnnotator_KeepTheStrokesOfBoth()
    {
        await workbench.OpenAsync(8);
        var before = await workbench.CountAsync(8, 1);
        var second = await studio.Page.Context.NewPageAsync();
        var other = new Workbench(studio, second);
        await other.OpenAsync(8);
        await workbench.PressAsync("1");
        await workbench.PressAsync("b");
        await other.PressAsync("1");
        await other.PressAsync("b");

        await other.StrokeAsync(0.1f);
        var afterOther = await workbench.EventuallyAsync(8, 1, count => count > before);
        await studio.Page.BringToFrontAsync();
        await workbench.StrokeAsync(0.92f);

        await workbench.EventuallyAsync(8, 1, count => count > afterOther);
        await second.CloseAsync();
    }
}
