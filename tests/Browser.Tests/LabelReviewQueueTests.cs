using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace Studio.Browser.Tests;

/// <summary>Doubted labels are corrected one after the other. It submits labels, so that it has a studio of its own.</summary>
public sealed class LabelReviewQueueTests(DoubtedStudio studio) : IClassFixture<DoubtedStudio>
{
    [Fact]
    public async Task OpenToCorrect_GoesThroughTheQueueInItsOrder()
    {
        await studio.Page.GotoAsync($"{studio.Studio.Address}/p/{studio.Project}/labels-review");
        await studio.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Open to correct: picture 3" }).ClickAsync();

        var workbench = new Workbench(studio, studio.Page);
        await workbench.WaitUntilOpenAsync();
        await Assertions.Expect(studio.Page.Locator(".wb-thumb").First).ToHaveAttributeAsync("title", new Regex("picture 3"));
        await Assertions.Expect(studio.Page.Locator(".wb-thumb").Nth(1)).ToHaveAttributeAsync("title", new Regex("picture 5"));
        // Every picture here is accepted already; the list is gone through all the same.
        await workbench.PressAsync("Enter");
        await Assertions.Expect(studio.Page.Locator(".wb-thumb").Nth(1)).ToHaveAttributeAsync("aria-current", "true");
    }
}
