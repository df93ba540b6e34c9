using Microsoft.Playwright;
using Xunit;

namespace Studio.Browser.Tests;

/// <summary>A person's own keys, the clock on the image.</summary>
public sealed class FlowTests(LabelledStudio studio) : IClassFixture<LabelledStudio>
{
    readonly Workbench workbench = new(studio, studio.Page);

    ILocator Invert => studio.Page.Locator(".wb-top button[aria-label^='Invert']");

    ILocator Sheet => studio.Page.GetByRole(AriaRole.Dialog, new PageGetByRoleOptions { Name = "Keys" });

    ILocator InvertKey => Sheet.Locator("[data-command=invert]");

    [Fact]
    public async Task Key_Changed_WorksAfterAReloadUntilItIsReset()
    {
        await workbench.OpenAsync(1);
        await workbench.PressAsync("?");
        await InvertKey.ClickAsync();
        await workbench.PressAsync("b");
        await Assertions.Expect(Sheet.GetByText("B is the key for “brush”.", new LocatorGetByTextOptions { Exact = false })).ToBeVisibleAsync();
        await workbench.PressAsync("k");
        await Assertions.Expect(InvertKey).ToHaveTextAsync("K");
        await Sheet.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Close" }).ClickAsync();

        await workbench.PressAsync("i");
        await Assertions.Expect(Invert).ToHaveAttributeAsync("aria-pressed", "false");
        await workbench.PressAsync("k");
        await Assertions.Expect(Invert).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(Invert).ToHaveAttributeAsync("title", "Invert (K)");

        await workbench.OpenAsync(1);
        await workbench.PressAsync("k");
        await Assertions.Expect(Invert).ToHaveAttributeAsync("aria-pressed", "true");
        await workbench.PressAsync("?");
        await Sheet.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Reset all keys" }).ClickAsync();
        await Assertions.Expect(InvertKey).ToHaveTextAsync("I");
        await workbench.PressAsync("Escape");
        await workbench.PressAsync("i");
        await Assertions.Expect(Invert).ToHaveAttributeAsync("aria-pressed", "false");
    }

    [Fact]
    public async Task KeySheet_EscWhileAKeyIsAwaited_LeavesTheKeyAndTheSheet()
    {
        await workbench.OpenAsync(1);
        await workbench.PressAsync("?");
        await InvertKey.ClickAsync();
        await workbench.PressAsync("Escape");

        await Assertions.Expect(Sheet.GetByText("Nothing was changed.")).ToBeVisibleAsync();
        await Assertions.Expect(InvertKey).ToHaveTextAsync("I");
        Assert.Empty(await Axe.FindSeriousAsync(studio.Page));
        await workbench.PressAsync("Escape");
        await Assertions.Expect(Sheet).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Timer_OnAnImage_CountsAndBeginsAnewOnTheNext()
    {
        await workbench.OpenAsync(2);
        await workbench.WheelAsync(1);
        var timer = studio.Page.GetByRole(AriaRole.Timer);

        await Assertions.Expect(timer).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^0:0[2-9]$"));
        await workbench.StepAsync("d");
        await Assertions.Expect(timer).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^0:0[01]$"));
    }
}
