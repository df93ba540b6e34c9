using Microsoft.Playwright;
using Xunit;

namespace Studio.Browser.Tests;

/// <summary>How far a run can be believed, and from which confidence on it answers.</summary>
public sealed class CalibrationTests(CalibratedStudio studio) : IClassFixture<CalibratedStudio>
{
    IPage Page => studio.Page;

    string Address => $"{studio.Studio.Address}/p/{studio.Project}/runs/1/calibration";

    [Fact]
    public async Task Lead_ChoosesByKeyboardAndSaves()
    {
        await Page.GotoAsync(Address);
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Can run 1 be believed?" })).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByText("The test set stays closed.")).ToBeVisibleAsync();
        await Assertions.Expect(Save(Page)).ToBeDisabledAsync();
        Assert.Empty(await Axe.FindSeriousAsync(Page));

        await Page.GetByLabel("Leave it as it is").FocusAsync();
        await Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(Page.GetByLabel("A slope and an offset for each class (Platt)")).ToBeCheckedAsync();
        await Assertions.Expect(Page.GetByText("Slope and offset were fitted for each class.")).ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator(".reliability-chart .after").First).ToBeVisibleAsync();
        await Page.GetByLabel("What must it reach?").SelectOptionAsync("Sensitivity");
        await Assertions.Expect(Page.GetByText("Of 100 with Nodule it finds 100. Of 100 without, it calls")).ToBeVisibleAsync();
        await Page.GetByLabel("Share of what is there, at least").FillAsync("0.9");
        await Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(Page.GetByText("Of 100 with Nodule it finds 90. Of 100 without, it calls 0.")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Right answers" }).ClickAsync();
        Assert.Empty(await Axe.FindSeriousAsync(Page));

        await Save(Page).ClickAsync();
        await Assertions.Expect(Page.GetByText("Saved. From now on evaluations and packages of run 1 use it.")).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Evaluate again" })).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByText("counts now")).ToBeVisibleAsync();
        await Page.ReloadAsync();
        await Assertions.Expect(Page.GetByLabel("What must it reach?")).ToHaveValueAsync("Sensitivity");
        await Assertions.Expect(Save(Page)).ToBeDisabledAsync();

        await Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Effusion" }).ClickAsync();
        await Assertions.Expect(Page).ToHaveURLAsync($"{Address}?class=2");
        await Page.GetByLabel("What must it reach?").SelectOptionAsync("Precision");
        await Assertions.Expect(Page.GetByText("With no threshold so many answers are right.").First).ToBeVisibleAsync();
        await Assertions.Expect(Save(Page)).ToBeDisabledAsync();

        await Page.GotoAsync($"{studio.Studio.Address}/p/{studio.Project}/runs/1");
        await Assertions.Expect(Page.GetByText("find at least 0.9 of what is there.")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Calibrate", Exact = true }).ClickAsync();
        await Assertions.Expect(Page).ToHaveURLAsync(Address);
    }

    [Fact]
    public async Task Annotator_SeesItAndCannotChoose()
    {
        await studio.AddAnnotatorAsync();
        var page = await studio.OpenPageAsync();
        await studio.SignInAsync(page, CalibratedStudio.Annotator);

        await page.GotoAsync(Address);
        await Assertions.Expect(page.GetByText("Owners and leads choose from which confidence on the model answers.")).ToBeVisibleAsync();
        await Assertions.Expect(Save(page)).ToBeDisabledAsync();
        await Assertions.Expect(page.GetByLabel("What must it reach?")).ToBeDisabledAsync();
        await Assertions.Expect(page.GetByLabel("One temperature for all classes")).ToBeDisabledAsync();
        Assert.Empty(await Axe.FindSeriousAsync(page));
    }

    static ILocator Save(IPage page) => page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save for run 1" });
}
