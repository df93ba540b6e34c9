using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace Studio.Browser.Tests;

/// <summary>Labels that a run does not believe are looked at, found right, or opened to correct.</summary>
public sealed class LabelReviewTests(DoubtedStudio studio) : IClassFixture<DoubtedStudio>
{
    IPage Page => studio.Page;

    string Address => $"{studio.Studio.Address}/p/{studio.Project}";

    ILocator Rows => Page.Locator(".doubt-table tbody tr");

    [Fact]
    public async Task Queue_LabelFoundRight_LeavesAndComesBack()
    {
        await Page.GotoAsync($"{Address}/labels-review");
        await Assertions.Expect(Rows.First).ToContainTextAsync("Nerve is labelled. The model sees no Nerve here, with 95 % confidence.");
        await Assertions.Expect(Rows.First).ToContainTextAsync("picture 3 · came with the images · Validation, not learned by run 1");
        await Assertions.Expect(Rows.Nth(1)).ToContainTextAsync("picture 5");
        Assert.Empty(await Axe.FindSeriousAsync(Page));

        await Button("Label is right: picture 3").ClickAsync();
        await Assertions.Expect(Rows.First).ToContainTextAsync("picture 5");
        await Button("Found right 1").ClickAsync();
        await Assertions.Expect(Rows).ToHaveCountAsync(1);
        await Assertions.Expect(Rows.First).ToContainTextAsync($"Found right by {Harness.BrowserSession.OwnerName}");

        await Button("Doubt it again: picture 3").ClickAsync();
        await Page.GotoAsync($"{Address}/labels-review");
        await Assertions.Expect(Rows.First).ToContainTextAsync("picture 3");
    }

    [Fact]
    public async Task CheckLabels_SaysWhatEachPartMeans()
    {
        await Page.GotoAsync($"{Address}/labels-review");
        await Button("Check labels with a run").ClickAsync();
        var dialog = Page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog).ToContainTextAsync("a model may know them by heart");
        await Assertions.Expect(dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { NameRegex = new Regex("^Check .* labels?$") })).ToBeEnabledAsync();
    }

    ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name });
}
