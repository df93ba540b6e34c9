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

        await workbench.PressAsync("b");
        await workbench.PressAsync("2");
        await workbench.StrokeAsync(0.85f);
        await workbench.WaitUntilSavedAsync();
        var drawn = await workbench.CountAsync(1, 2);
        await workbench.PressAsync("Control+z");
        await workbench.WaitUntilSavedAsync();
        var undone = await workbench.HistogramAsync(1);
        await workbench.PressAsync("Control+y");
        await workbench.WaitUntilSavedAsync();

        Assert.True(drawn > before[2], $"{drawn} pixels after the stroke, {before[2]} before.");
        Assert.Equal(before, undone);
        Assert.Equal(drawn, await workbench.CountAsync(1, 2));
    }

    [Fact]
    public async Task Eraser_OverALabel_RemovesIt()
    {
        await workbench.OpenAsync(2);
        await workbench.PressAsync("b");
        await workbench.PressAsync("1");
        await workbench.StrokeAsync(0.8f);
        await workbench.WaitUntilSavedAsync();
        var drawn = await workbench.CountAsync(2, 1);

        await workbench.PressAsync("e");
        await workbench.StrokeAsync(0.8f);
        await workbench.WaitUntilSavedAsync();

        Assert.True(await workbench.CountAsync(2, 1) < drawn);
    }

    [Fact]
    public async Task Strokes_WhileTheServerIsKilled_AreAllThereAfterwards()
    {
        await workbench.OpenAsync(3);
        await workbench.PressAsync("b");
        await workbench.PressAsync("1");
        await workbench.StrokeAsync(0.2f);
        await workbench.WaitUntilSavedAsync();
        var first = await workbench.CountAsync(3, 1);

        studio.Studio.Kill();
        await workbench.StrokeAsync(0.8f);
        await workbench.WaitForStateAsync("offline");
        await studio.RestartAfterKillAsync();
        await Assertions.Expect(studio.Page.Locator(".wb-saved")).ToHaveAttributeAsync(
            "data-kind", "saved", new LocatorAssertionsToHaveAttributeOptions { Timeout = 60_000 });

        Assert.True(await workbench.CountAsync(3, 1) > first);
    }

    [Fact]
    public async Task Page_ClosedInMidStroke_SendsTheStrokeOnTheNextOpening()
    {
        await workbench.OpenAsync(4);
        var before = await workbench.CountAsync(4, 2);
        await workbench.PressAsync("b");
        await workbench.PressAsync("2");

        await workbench.StrokeAsync(0.85f, release: false);
        await studio.Page.GotoAsync($"{studio.Studio.Address}/");
        await studio.Page.Mouse.UpAsync();
        await workbench.OpenAsync(4);

        Assert.True(await workbench.CountAsync(4, 2) > before);
    }

    [Fact]
    public async Task SwitchingImages_WhileDrawing_NeverMovesLabelsToAnotherImage()
    {
        await workbench.OpenAsync(5);
        var next = await workbench.HistogramAsync(6);
        await workbench.PressAsync("b");
        await workbench.PressAsync("1");
        for (var stroke = 0; stroke < 6; stroke++)
        {
            await workbench.StrokeAsync(0.2f + (0.1f * stroke));
            await workbench.PressAsync("d");
            await workbench.PressAsync("a");
        }

        await workbench.WaitUntilOpenAsync();

        Assert.True(await workbench.CountAsync(5, 1) > 0);
        Assert.Equal(next, await workbench.HistogramAsync(6));
    }

    [Fact]
    public async Task ExpiredLogin_WhileDrawing_KeepsTheStrokesUntilSignedInAgain()
    {
        await workbench.OpenAsync(7);
        var before = await workbench.CountAsync(7, 1);
        await workbench.PressAsync("b");
        await workbench.PressAsync("1");

        await studio.Page.Context.ClearCookiesAsync();
        await workbench.StrokeAsync(0.85f);
        await workbench.WaitForStateAsync("signed-out");
        await studio.SignInAsync(await studio.Page.Context.NewPageAsync());
        await Assertions.Expect(studio.Page.Locator(".wb-saved")).ToHaveAttributeAsync(
            "data-kind", "saved", new LocatorAssertionsToHaveAttributeOptions { Timeout = 60_000 });

        Assert.True(await workbench.CountAsync(7, 1) > before);
    }

    [Fact]
    public async Task TwoTabs_OfOneAnnotator_KeepTheStrokesOfBoth()
    {
        await workbench.OpenAsync(8);
        var before = await workbench.CountAsync(8, 1);
        var second = await studio.Page.Context.NewPageAsync();
        var other = new Workbench(studio, second);
        await other.OpenAsync(8);
        await workbench.PressAsync("b");
        await workbench.PressAsync("1");
        await other.PressAsync("b");
        await other.PressAsync("1");

        await other.StrokeAsync(0.15f);
        await other.WaitUntilSavedAsync();
        var afterOther = await workbench.CountAsync(8, 1);
        await studio.Page.BringToFrontAsync();
        await workbench.StrokeAsync(0.9f);
        await workbench.WaitUntilSavedAsync();
        await second.CloseAsync();

        Assert.True(afterOther > before);
        Assert.True(await workbench.CountAsync(8, 1) > afterOther);
    }
}
