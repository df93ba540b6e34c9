using Microsoft.Playwright;
using Xunit;

namespace Studio.Browser.Tests;

/// <summary>The split is chosen with its preview in sight.</summary>
public sealed class SplitTests(LabelledStudio studio) : IClassFixture<LabelledStudio>
{
    IPage Page => studio.Page;

    ILocator Save => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save the split" });

    ILocator Parts => Page.Locator("[aria-label='Parts'] tbody tr");

    [Fact]
    public async Task Split_Folds_ArePreviewedSavedAndFrozen()
    {
        await Page.GotoAsync($"{studio.Studio.Address}/p/{studio.Project}/versions");
        await Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Choose the split" }).ClickAsync();
        await Assertions.Expect(Parts).ToHaveCountAsync(3);
        await Assertions.Expect(Save).ToBeDisabledAsync();

        await Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Folds", Exact = true }).ClickAsync();
        await Assertions.Expect(Parts).ToHaveCountAsync(6);
        await Page.GetByLabel("Folds", new PageGetByLabelOptions { Exact = true }).FillAsync("99");
        await Page.GetByLabel("Test, %").FillAsync("20");
        await Assertions.Expect(Page.GetByText("A plan has 2 to 20 folds; this one has 99.")).ToBeVisibleAsync();
        await Assertions.Expect(Save).ToBeDisabledAsync();
        await Page.GetByLabel("Folds", new PageGetByLabelOptions { Exact = true }).FillAsync("3");
        await Page.GetByLabel("Test, %").FocusAsync();
        await Assertions.Expect(Parts).ToHaveCountAsync(4);
        await Assertions.Expect(Parts.Last).ToContainTextAsync("20 %");
        Assert.Empty(await Axe.FindSeriousAsync(Page));
        await Save.ClickAsync();
        await Assertions.Expect(Page.GetByText("Saved. The next version is parted so.")).ToBeVisibleAsync();
        await Assertions.Expect(Save).ToBeDisabledAsync();

        await Page.ReloadAsync();
        await Assertions.Expect(Parts).ToHaveCountAsync(4);
        await Page.GotoAsync($"{studio.Studio.Address}/p/{studio.Project}/versions");
        await Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Freeze a version" }).ClickAsync();
        await Assertions.Expect(Page.GetByText("3 folds take turns as validation")).ToBeVisibleAsync();
        await Page.GotoAsync($"{studio.Studio.Address}/p/{studio.Project}/train");
        await Assertions.Expect(Page.Locator("select", new PageLocatorOptions { HasText = "All folds" }).Locator("option")).ToHaveTextAsync(["Fold 1", "Fold 2", "Fold 3", "All folds (3 runs)"]);
    }
}
