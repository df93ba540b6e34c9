using Microsoft.Playwright;
using Xunit;

namespace Studio.Browser.Tests;

/// <summary>Looking through and labelling a series: every slice keeps its own labels, whatever is pressed.</summary>
public sealed class SeriesTests(SeriesStudio studio) : IClassFixture<SeriesStudio>
{
    readonly Workbench workbench = new(studio, studio.Page);

    [Fact]
    public async Task Keys_MoveThroughTheSeries()
    {
        await OpenFirstSliceAsync();

        await workbench.PressAsync("ArrowDown");
        await workbench.WaitForSliceAsync(2);
        await workbench.PressAsync("PageDown");
        await workbench.WaitForSliceAsync(12);
        await workbench.PressAsync("ArrowUp");
        await workbench.WaitForSliceAsync(11);
        await workbench.PressAsync("PageUp");
        await workbench.WaitForSliceAsync(1);
        await workbench.PressAsync("End");
        await workbench.WaitForSliceAsync(SeriesStudio.Slices);
        await workbench.PressAsync("ArrowDown");
        await workbench.WaitForSliceAsync(SeriesStudio.Slices);
        await workbench.PressAsync("Home");
        await workbench.WaitForSliceAsync(1);
    }

    [Fact]
    public async Task Wheel_OverASeries_ScrollsAndWithControlZooms()
    {
        await OpenFirstSliceAsync();
        var zoom = await workbench.Zoom.TextContentAsync() ?? "";

        await workbench.WheelAsync(100);
        await workbench.WaitForSliceAsync(2);
        await workbench.WheelAsync(100);
        await workbench.WaitForSliceAsync(3);
        await workbench.WheelAsync(-100);
        await workbench.WaitForSliceAsync(2);
        Assert.Equal(zoom, await workbench.Zoom.TextContentAsync());
        await studio.Page.Keyboard.DownAsync("Control");
        await workbench.WheelAsync(-300);
        await studio.Page.Keyboard.UpAsync("Control");

        await Assertions.Expect(workbench.Zoom).Not.ToHaveTextAsync(zoom);
        zoom = await workbench.Zoom.TextContentAsync() ?? "";
        await workbench.PressAsync("ArrowDown");
        await workbench.WaitForSliceAsync(3);
        Assert.Equal(zoom, await workbench.Zoom.TextContentAsync());
    }

    [Fact]
    public async Task Wheel_OverASinglePicture_Zooms()
    {
        await workbench.OpenAsync(await FindCellAsync(1));
        var zoom = await workbench.Zoom.TextContentAsync() ?? "";

        await workbench.WheelAsync(-300);

        await Assertions.Expect(workbench.Zoom).Not.ToHaveTextAsync(zoom);
        await Assertions.Expect(workbench.Slider).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Strokes_OnTwoSlices_StayOnTheirSlicesAndUndoIsTheirOwn()
    {
        await OpenFirstSliceAsync();
        await workbench.PressAsync("1");
        await workbench.PressAsync("b");
        await workbench.PressAsync("PageDown");
        var eleventh = await workbench.WaitForSliceAsync(11);
        await workbench.StrokeAsync(0.4f);
        await workbench.PressAsync("ArrowDown");
        var twelfth = await workbench.WaitForSliceAsync(12);
        await workbench.PressAsync("2");
        await workbench.StrokeAsync(0.6f);
        await workbench.StrokeAsync(0.7f);
        await workbench.PressAsync("PageDown");
        var untouched = await workbench.WaitForSliceAsync(22);
        await workbench.WaitUntilSavedAsync();

        var first = await workbench.HistogramAsync(eleventh);
        var second = await workbench.HistogramAsync(twelfth);
        Assert.True(first[1] > 0 && first[2] == 0, $"{first[1]} and {first[2]} pixels");
        Assert.True(second[1] == 0 && second[2] > 0, $"{second[1]} and {second[2]} pixels");
        Assert.Equal(0, (await workbench.HistogramAsync(untouched))[1..].Sum());

        await workbench.PressAsync("PageUp");
        await workbench.WaitForSliceAsync(12);
        await workbench.PressAsync("Control+z");
        await workbench.EventuallyAsync(twelfth, 2, count => count > 0 && count < second[2]);
        Assert.Equal(first, await workbench.HistogramAsync(eleventh));
    }

    [Fact]
    public async Task Stroke_WhileScrollingOn_IsKeptOnItsSlice()
    {
        await OpenFirstSliceAsync();
        await workbench.PressAsync("1");
        await workbench.PressAsync("b");
        await workbench.PressAsync("PageDown");
        await workbench.PressAsync("ArrowUp");
        await workbench.PressAsync("ArrowUp");
        var ninth = await workbench.WaitForSliceAsync(9);

        await workbench.StrokeAsync(0.5f, release: false);
        await workbench.PressAsync("ArrowDown");
        await workbench.PressAsync("ArrowDown");
        await studio.Page.Mouse.UpAsync();
        await workbench.WaitForSliceAsync(11);
        await workbench.PressAsync("ArrowUp");
        var tenth = await workbench.WaitForSliceAsync(10);

        await workbench.EventuallyAsync(ninth, 1, count => count > 0);
        Assert.Equal(0, (await workbench.HistogramAsync(tenth))[1..].Sum());
    }

    [Fact]
    public async Task Reload_ReturnsToTheSlice()
    {
        await OpenFirstSliceAsync();
        await workbench.PressAsync("PageDown");
        await workbench.PressAsync("ArrowDown");
        var image = await workbench.WaitForSliceAsync(12);

        await studio.Page.ReloadAsync();
        await workbench.WaitUntilOpenAsync();

        await Assertions.Expect(workbench.Slider).ToHaveAttributeAsync("aria-valuetext", $"Slice 12 of {SeriesStudio.Slices}");
        Assert.Equal(image, workbench.Image);
    }

    [Fact]
    public async Task NextImage_FromASlice_LeavesTheSeriesAndPreviousReturnsToTheSlice()
    {
        await OpenFirstSliceAsync();
        await workbench.PressAsync("PageDown");
        await workbench.PressAsync("PageDown");
        await workbench.WaitForSliceAsync(21);

        await workbench.PressAsync("d");
        await Assertions.Expect(studio.Page.Locator("h1")).ToHaveTextAsync("c last");
        await Assertions.Expect(workbench.Slider).ToBeHiddenAsync();
        await workbench.PressAsync("a");

        await Assertions.Expect(workbench.Slider).ToHaveAttributeAsync("aria-valuetext", $"Slice 21 of {SeriesStudio.Slices}");
    }

    [Fact]
    public async Task Slider_PointedAt_GoesThere()
    {
        await OpenFirstSliceAsync();
        var box = (await workbench.Slider.BoundingBoxAsync())!;

        await studio.Page.Mouse.ClickAsync(box.X + (box.Width / 2), box.Y + box.Height - 1);

        await workbench.WaitForSliceAsync(SeriesStudio.Slices);
    }

    [Fact]
    public async Task Stroke_BeforeTheLabelsAreThere_IsRefusedInWords()
    {
        await OpenFirstSliceAsync();
        await workbench.PressAsync("1");
        await workbench.PressAsync("b");
        var labels = new TaskCompletionSource();
        await studio.Page.RouteAsync("**/labelmap", async route =>
        {
            await labels.Task;
            await route.ContinueAsync();
        });

        await workbench.PressAsync("PageDown");
        await workbench.PressAsync("PageDown");
        await Assertions.Expect(studio.Page.GetByText($"Slice 21/{SeriesStudio.Slices}")).ToBeVisibleAsync();
        await Assertions.Expect(studio.Page.GetByText("The labels are loading.")).ToBeVisibleAsync();
        // Between two slices there is nothing to draw on for a moment, so a single stroke could meet that.
        var toast = studio.Page.Locator(".wb-toast");
        for (var attempt = 0; attempt < 10 && !(await toast.TextContentAsync())!.Contains("labels are still loading", StringComparison.Ordinal); attempt++)
        {
            await workbench.StrokeAsync(0.5f);
            await Task.Delay(300);
        }

        await Assertions.Expect(toast).ToHaveTextAsync("The labels are still loading. Draw in a moment.");
        labels.SetResult();
        await Assertions.Expect(studio.Page.GetByText("The labels are loading.")).ToBeHiddenAsync();
        await studio.Page.UnrouteAsync("**/labelmap");
        var image = workbench.Image;

        Assert.Equal(0, (await workbench.HistogramAsync(image))[1..].Sum());
        await workbench.StrokeAsync(0.5f);
        await workbench.EventuallyAsync(image, 1, count => count > 0);
    }

    [Fact]
    public async Task Stroke_NotYetSent_IsSentAfterAReloadOnAnotherSlice()
    {
        await OpenFirstSliceAsync();
        await workbench.PressAsync("2");
        await workbench.PressAsync("b");
        await workbench.PressAsync("PageDown");
        await workbench.PressAsync("PageDown");
        await workbench.PressAsync("PageUp");
        await workbench.PressAsync("ArrowDown");
        await workbench.PressAsync("ArrowDown");
        var drawn = await workbench.WaitForSliceAsync(13);
        await studio.Page.RouteAsync("**/operations?*", route => route.AbortAsync());

        await workbench.StrokeAsync(0.5f);
        await workbench.WaitForStateAsync("offline");
        await workbench.PressAsync("ArrowDown");
        var other = await workbench.WaitForSliceAsync(14);
        Assert.Equal(0, await workbench.CountAsync(drawn, 2));
        await studio.Page.UnrouteAsync("**/operations?*");
        await studio.Page.ReloadAsync();
        await workbench.WaitUntilOpenAsync();

        await workbench.EventuallyAsync(drawn, 2, count => count > 0);
        Assert.Equal(0, (await workbench.HistogramAsync(other))[1..].Sum());
    }

    [Fact]
    public async Task BoxesAndTags_ThatCameWithTheImages_AreShown()
    {
        await OpenFirstSliceAsync();
        await Assertions.Expect(studio.Page.GetByRole(AriaRole.Rowheader, new PageGetByRoleOptions { Name = "Vessel, box" })).ToBeVisibleAsync();
        await Assertions.Expect(studio.Page.Locator(".wb-tag-panel > summary")).ToHaveTextAsync("TagsNerve");
        var before = await PaintedWidthAsync(width => width > 0);

        await workbench.PressAsync("=");
        await PaintedWidthAsync(width => Math.Abs((1.25 * before) - width) < 4);

        await studio.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Vessel is shown" }).ClickAsync();
        await PaintedWidthAsync(width => width == 0);
    }

    /// <summary>Waits until what is painted above the picture has a width, in device pixels; the class's name stands inside its box.</summary>
    async Task<int> PaintedWidthAsync(Func<int, bool> condition)
    {
        var width = -1;
        // The picture is drawn with the next frame.
        for (var look = 0; look < 100 && !condition(width); look++)
        {
            await Task.Delay(50);
            width = await studio.Page.EvaluateAsync<int>(
                """
                () => {
                  const canvas = document.querySelector('.wb-objects');
                  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                  let from = canvas.width, to = 0;
                  for (let i = 3, x = 0; i < data.length; i += 4, x = x + 1 === canvas.width ? 0 : x + 1) {
                    if (data[i] > 0) { from = Math.min(from, x); to = Math.max(to, x + 1); }
                  }
                  return Math.max(0, to - from);
                }
                """);
        }

        Assert.True(condition(width), $"{width} pixels are painted.");
        return width;
    }

    [Fact]
    public async Task Submit_FromOneSlice_SubmitsTheSeriesAndOpensAnother()
    {
        await OpenFirstSliceAsync();
        var series = await FindCellAsync(SeriesStudio.Slices);

        await studio.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = $"Submit {SeriesStudio.Slices} slices, next" }).ClickAsync();

        await Assertions.Expect(workbench.Slider).ToBeHiddenAsync();
        // Sent in the background, as strokes are.
        await studio.Page.WaitForFunctionAsync(
            """
            async ([project, image]) => {
              const queue = await (await fetch(`/api/projects/${project}/queue`)).json();
              return queue.items.find((item) => item.imageId === String(image)).state === 'accepted';
            }
            """,
            new object[] { studio.Project, series });
    }

    [Theory]
    [InlineData(1280, 720)]
    [InlineData(1920, 1080)]
    public async Task Series_ForAxe_HasNoSeriousFinding(int width, int height)
    {
        await studio.Page.SetViewportSizeAsync(width, height);
        await OpenFirstSliceAsync();

        Assert.Empty(await Axe.FindSeriousAsync(studio.Page));
    }

    async Task OpenFirstSliceAsync()
    {
        await workbench.OpenAsync(await FindCellAsync(SeriesStudio.Slices));
        await workbench.PressAsync("Home");
        await workbench.WaitForSliceAsync(1);
    }

    /// <summary>Image of the first cell of the queue that stands for so many slices.</summary>
    Task<long> FindCellAsync(int slices) => studio.Page.EvaluateAsync<long>(
        """
        async ([project, slices]) => {
          const queue = await (await fetch(`/api/projects/${project}/queue`)).json();
          return Number(queue.items.find((item) => item.sliceCount === slices).imageId);
        }
        """,
        new object[] { studio.Project, slices });
}
