using Microsoft.Playwright;
using Xunit;

namespace Studio.Browser.Tests;

/// <summary>Images are put in order: left out with a reason, collected, told apart, and found again by a filter that is kept.</summary>
public sealed class CurationTests(TeamStudio studio) : IClassFixture<TeamStudio>
{
    IPage Page => studio.Page;

    string Images => $"{studio.Studio.Address}/p/{studio.Project}/images";

    [Fact]
    public async Task LeaveOut_WithAReason_HidesImagesUntilTheyAreTakenBack()
    {
        await ChooseAsync(1, 3);
        await ChangeAsync("Leave out of versions", "hand is moving", "Leave out");

        await Assertions.Expect(Page.GetByText("4 images", new PageGetByTextOptions { Exact = true })).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Group, new PageGetByRoleOptions { Name = "Taking part" }).GetByLabel("Left out").CheckAsync();
        await Assertions.Expect(Page.GetByText("2 images", new PageGetByTextOptions { Exact = true })).ToBeVisibleAsync();
        await Page.GotoAsync($"{Images}?left-out=only&view=table&columns=left-out");
        await Assertions.Expect(Page.Locator("td", new PageLocatorOptions { HasText = "hand is moving" })).ToHaveCountAsync(2);

        await Page.GetByLabel("Choose all images of this page").ClickAsync();
        await ChangeAsync("Take in again", null, "Take in");
        await Page.GotoAsync(Images);
        await Assertions.Expect(Page.GetByText("6 images", new PageGetByTextOptions { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task LeaveOut_Undone_TakesPartAgain()
    {
        await ChooseAsync(2);
        await ChangeAsync("Leave out of versions", "a mistake", "Leave out");
        await Assertions.Expect(Page.GetByText("5 images", new PageGetByTextOptions { Exact = true })).ToBeVisibleAsync();

        await Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Undo" }).ClickAsync();

        await Assertions.Expect(Page.GetByText("6 images", new PageGetByTextOptions { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Collection_KeptAsAFilter_IsFoundAgain()
    {
        await ChooseAsync(4, 5);
        await ChangeAsync("Add to a collection", "Hard cases", "Add");
        await Page.GetByRole(AriaRole.Group, new PageGetByRoleOptions { Name = "Collection" }).GetByLabel("Hard cases").CheckAsync();
        await Assertions.Expect(Page.GetByText("2 images", new PageGetByTextOptions { Exact = true })).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save filter" }).ClickAsync();
        await Page.GetByLabel("Name of the filter").FillAsync("For Friday");
        await Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save", Exact = true }).ClickAsync();

        await Page.GotoAsync(Images);
        await Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "For Friday", Exact = true }).ClickAsync();

        await Assertions.Expect(Page.GetByText("Collection: Hard cases")).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByLabel("Choose image picture 4")).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByLabel("Choose image picture 1")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Kind_OfAllImages_StandsInTheTable()
    {
        await ChooseAsync(1);
        await Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "All 6" }).ClickAsync();
        await Assertions.Expect(Page.GetByText("6 chosen")).ToBeVisibleAsync();
        await ChangeAsync("Kind, e.g. body part", "left hand", "Change");

        await Page.GotoAsync($"{Images}?view=table");
        await Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Columns" }).ClickAsync();
        await Page.GetByLabel("Kind", new PageGetByLabelOptions { Exact = true }).CheckAsync();

        await Assertions.Expect(Page.Locator("td", new PageLocatorOptions { HasText = "left hand" })).ToHaveCountAsync(6);
    }

    async Task ChooseAsync(params int[] numbers)
    {
        await Page.GotoAsync(Images);
        foreach (var number in numbers)
            await Page.GetByLabel($"Choose image picture {number}").ClickAsync();
        await Assertions.Expect(Page.GetByText($"{numbers.Length} chosen")).ToBeVisibleAsync();
    }

    async Task ChangeAsync(string what, string? value, string verb)
    {
        await Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Change …" }).ClickAsync();
        await Page.GetByLabel("What to change").SelectOptionAsync(what);
        if (value is not null)
            await Page.Locator(".bulk-form input").FillAsync(value);
        await Page.Locator(".bulk-form").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = verb, Exact = true }).ClickAsync();
    }
}
