using Microsoft.Playwright;
using Xunit;

namespace Studio.Browser.Tests;

/// <summary>Labels that go from slice to slice of a series.</summary>
public sealed class SliceLabelTests(SeriesStudio studio) : IClassFixture<SeriesStudio>
{
    const int Side = 160;

    readonly Workbench workbench = new(studio, studio.Page);
    readonly ImagePointer pointer = new(studio.Page, Side, Side);

    [Fact]
    public async Task CopyToNextSlice_LaysTheSameLabelsThereAndGoesThere()
    {
        var first = await OpenSliceAsync(1);
        await DrawRectangleAsync((50, 50), (80, 70));
        await workbench.EventuallyAsync(first, 1, count => count == 600);

        await workbench.PressAsync("Shift+N");
        var second = await workbench.WaitForSliceAsync(2);
        await workbench.EventuallyAsync(second, 1, count => count == 600);
        Assert.Equal(await pointer.LabelmapAsync(first), await pointer.LabelmapAsync(second));
        await workbench.PressAsync("Control+z");
        await workbench.EventuallyAsync(second, 1, count => count == 0);

        Assert.Equal(600, await workbench.CountAsync(first, 1));
    }

    [Fact]
    public async Task Paste_OnAnotherSlice_LeavesWhatIsLabelledThere()
    {
        await OpenSliceAsync(20);
        await DrawRectangleAsync((50, 50), (80, 70));
        await workbench.PressAsync("Control+c");
        await Assertions.Expect(pointer.Toast).ToHaveTextAsync("Nerve copied. Ctrl V pastes on this slice or image.");
        await workbench.PressAsync("ArrowDown");
        var target = await workbench.WaitForSliceAsync(21);
        await workbench.PressAsync("2");
        await workbench.PressAsync("r");
        await pointer.DragAsync((70, 50), (100, 70));
        await workbench.EventuallyAsync(target, 2, count => count == 600);

        await workbench.PressAsync("Control+v");

        await workbench.EventuallyAsync(target, 1, count => count == 400);
        Assert.Equal(600, await workbench.CountAsync(target, 2));
    }

    [Fact]
    public async Task Interpolate_BetweenTwoLabelledSlices_FillsTheSlicesBetween()
    {
        var from = await OpenSliceAsync(6);
        await DrawRectangleAsync((40, 40), (80, 80));
        await workbench.EventuallyAsync(from, 1, count => count == 1600);
        var to = await OpenSliceAsync(10);
        await DrawRectangleAsync((50, 50), (70, 70));
        await workbench.EventuallyAsync(to, 1, count => count == 400);
        var middle = await OpenSliceAsync(8);
        await workbench.PressAsync("2");
        await workbench.PressAsync("r");
        await pointer.DragAsync((30, 30), (60, 50));
        await workbench.EventuallyAsync(middle, 2, count => count == 600);
        await workbench.PressAsync("1");

        await workbench.PressAsync("Shift+I");
        await Assertions.Expect(pointer.Toast).ToHaveTextAsync("Nerve filled on 3 slices between 6 and 10.");

        // Half way from a square of 40 pixels to one of 20 lies one of 30 with corners a little rounded, less what the other
        // class has of it: 15 × 5.
        await workbench.EventuallyAsync(middle, 1, count => count is > 900 - 75 - 20 and <= 900 - 75);
        Assert.Equal(600, await workbench.CountAsync(middle, 2));
        await workbench.PressAsync("ArrowUp");
        var seventh = await workbench.WaitForSliceAsync(7);
        // A side of 35 pixels ends in the middle of pixels, which are not taken.
        await workbench.EventuallyAsync(seventh, 1, count => count is > (34 * 34) - 20 and <= 35 * 35);
        await workbench.PressAsync("Control+z");
        await workbench.EventuallyAsync(seventh, 1, count => count == 0);
        Assert.Equal(1600, await workbench.CountAsync(from, 1));
        Assert.Equal(400, await workbench.CountAsync(to, 1));
    }

    [Fact]
    public async Task Interpolate_OnTheLastSliceUnlabelled_ChangesNothingAndSaysWhatIsMissing()
    {
        var slice = await OpenSliceAsync(SeriesStudio.Slices);
        await workbench.PressAsync("2");

        await workbench.PressAsync("Shift+I");

        await Assertions.Expect(pointer.Toast).ToHaveTextAsync(
            "Nothing to fill between: label Vessel on a slice before and one after, with empty slices between them.");
        Assert.Equal(0, await workbench.CountAsync(slice, 2));
    }

    async Task<long> OpenSliceAsync(int number)
    {
        if (!studio.Page.Url.Contains("/label/", StringComparison.Ordinal))
        {
            await studio.Page.GotoAsync($"{studio.Studio.Address}/");
            await workbench.OpenAsync(await FindSeriesAsync());
        }

        await workbench.PressAsync("Home");
        await workbench.WaitForSliceAsync(1);
        for (var slice = 2; slice <= number; slice++)
            await workbench.PressAsync("ArrowDown");
        return await workbench.WaitForSliceAsync(number);
    }

    async Task DrawRectangleAsync((float X, float Y) from, (float X, float Y) to)
    {
        await workbench.PressAsync("1");
        await workbench.PressAsync("r");
        await pointer.DragAsync(from, to);
    }

    Task<long> FindSeriesAsync() => studio.Page.EvaluateAsync<long>(
        """
        async ([project, slices]) => {
          const queue = await (await fetch(`/api/projects/${project}/queue`)).json();
          return Number(queue.items.find((item) => item.sliceCount === slices).imageId);
        }
        """,
        new object[] { studio.Project, SeriesStudio.Slices });
}
