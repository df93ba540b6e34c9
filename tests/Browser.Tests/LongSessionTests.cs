using Microsoft.Playwright;
using Xunit;

namespace Studio.Browser.Tests;

/// <summary>Undo reaches back through the whole session, also of images that the browser let go meanwhile.</summary>
public sealed class LongSessionTests(LongSessionStudio studio) : IClassFixture<LongSessionStudio>
{
    readonly Workbench workbench = new(studio, studio.Page);

    [Fact]
    public async Task Undo_OfAnImageThatWasLetGo_TakesBackItsStrokesOnTheServer()
    {
        // The address alone opens the first of the queue.
        await studio.Page.GotoAsync($"{studio.Studio.Address}/p/{studio.Project}/label");
        await workbench.WaitUntilOpenAsync();
        var first = workbench.Image;
        var fetched = 0;
        studio.Page.Request += (_, request) => fetched += request.Url.Contains($"/api/images/{first}/annotation", StringComparison.Ordinal) ? 1 : 0;
        await workbench.OpenAsync(first);
        await workbench.PressAsync("1");
        await workbench.PressAsync("b");
        await workbench.StrokeAsync(0.3f);
        var one = await workbench.EventuallyAsync(first, 1, count => count > 0);
        await workbench.StrokeAsync(0.6f);
        await workbench.EventuallyAsync(first, 1, count => count > one);
        Assert.Equal(1, fetched);

        await workbench.StepAsync("d");
        await workbench.StrokeAsync(0.4f);
        var second = workbench.Image;
        for (var step = 2; step < LongSessionStudio.Pictures; step++)
            await workbench.StepAsync("d");
        for (var step = 1; step < LongSessionStudio.Pictures; step++)
            await workbench.StepAsync("a");

        Assert.Equal(first, workbench.Image);
        Assert.Equal(2, fetched);
        await workbench.PressAsync("Control+z");
        await workbench.EventuallyAsync(first, 1, count => count == one);
        await workbench.PressAsync("Control+z");
        await workbench.EventuallyAsync(first, 1, count => count == 0);
        await workbench.PressAsync("Control+y");
        await workbench.EventuallyAsync(first, 1, count => count == one);
        Assert.NotEqual(0, await workbench.CountAsync(second, 1));
    }
}
