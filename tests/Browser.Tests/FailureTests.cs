using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace Studio.Browser.Tests;

/// <summary>Where runs fail is seen on the pictures, by group, and beside another run; what is chosen stands in the address.</summary>
public sealed class FailureTests(ComparedStudio studio) : IClassFixture<ComparedStudio>
{
    readonly IPage page = studio.Page;

    string Address => $"{studio.Studio.Address}/p/{studio.Project}/compare";

    ILocator Tiles => page.Locator(".fail-strip > li");

    [Fact]
    public async Task Gallery_OfTheBestRun_ShowsTheWorstFirstAndFollowsTheGroup()
    {
        await page.GotoAsync($"{Address}?runs=2,1&set=validation");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Where run 2 fails" })).ToBeVisibleAsync();
        var figures = (await Tiles.Locator(".fail-caption .text-2").AllTextContentsAsync()).Select(text => text.Replace("Nerve ", "", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(figures);
        Assert.Equal(figures.Order(StringComparer.Ordinal), figures);
        // Too much and missed, each cut out of the other's outline.
        await Assertions.Expect(Tiles.First.Locator("use.area")).ToHaveCountAsync(2);
        await Assertions.Expect(Tiles.First.GetByRole(AriaRole.Img)).ToHaveAttributeAsync("aria-label", new Regex("what run 2 has too much and what it missed, Nerve 0\\.5"));
        await SeeNothingSeriousAsync();

        var all = await Tiles.CountAsync();
        await page.Locator(".fail-choices").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Oslo" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("group="));
        await Assertions.Expect(page.Locator(".group-card tr.current")).ToContainTextAsync("Oslo");
        await Assertions.Expect(page.Locator(".group-card").First).ToContainTextAsync("No group is set against the others: they have too few patients for that.");
        // The pictures of a group may come after its figures.
        await Assertions.Expect(Tiles).Not.ToHaveCountAsync(all);
        await Assertions.Expect(Tiles.First).ToBeVisibleAsync();
        Assert.InRange(await Tiles.CountAsync(), 1, all - 1);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".group-card tr.current")).ToContainTextAsync("Oslo");
    }

    [Fact]
    public async Task Picture_LookedAtCloser_GoesOnToTheNextAndToItsLabel()
    {
        await page.GotoAsync($"{Address}?runs=2,1&set=validation&beside=1");
        await Assertions.Expect(Tiles.First.Locator(".fail-run")).ToHaveTextAsync(["2", "1"]);
        await Tiles.First.GetByRole(AriaRole.Button).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog.Locator("figcaption")).ToHaveTextAsync([new Regex("Run 2 · Nerve 0\\.5"), new Regex("Run 1 · Nerve 0\\.4")]);
        var first = await dialog.GetByRole(AriaRole.Status).TextContentAsync();
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Next one" }).ClickAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Status)).Not.ToHaveTextAsync(first!);
        await SeeNothingSeriousAsync();
        await dialog.GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Open its label" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/label/\\d+"));
    }

    [Fact]
    public async Task AllFailures_AnotherRunAndOrder_StandInTheAddress()
    {
        await page.GotoAsync($"{Address}?runs=2,1&set=validation");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "All failures" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Where run 2 fails");
        await page.GetByLabel("Which run fails").SelectOptionAsync("1");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Where run 1 fails");
        await page.GetByLabel("Order").SelectOptionAsync("hd95px.Vessel");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("of=1&order=hd95px\\.Vessel"));
        await Assertions.Expect(Tiles.First).ToContainTextAsync(new Regex("Vessel 2\\d(\\.\\d)? pixels"));
        await SeeNothingSeriousAsync();
    }

    [Fact]
    public async Task Elsewhere_WithoutASetFromThere_SaysHowToGetOne()
    {
        await page.GotoAsync($"{Address}?runs=2&set=validation");
        await page.GetByLabel("Group by").SelectOptionAsync("Size of Nerve");
        var card = page.Locator("section", new PageLocatorOptions { Has = page.Locator("#external-title") });
        await Assertions.Expect(card).ToContainTextAsync("Open that test set for this run. The look is counted");
        await Assertions.Expect(card).ToContainTextAsync("The same images by Site");
        await Assertions.Expect(page.Locator("#examples-title")).ToHaveCountAsync(1);
    }

    async Task SeeNothingSeriousAsync() => Assert.Empty(await Axe.FindSeriousAsync(page));
}
