using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace Studio.Browser.Tests;

/// <summary>Images are given to people, who work through their own; the lead sees how far they are.</summary>
public sealed class TeamTests(TeamStudio studio) : IClassFixture<TeamStudio>
{
    readonly Workbench annotator = new(studio, studio.AnnotatorPage);

    IPage Lead => studio.Page;

    IPage Ann => studio.AnnotatorPage;

    string Address => $"{studio.Studio.Address}/p/{studio.Project}";

    [Fact]
    public async Task Assign_ChosenImages_AreTheAnnotatorsQueueAndTheLeadSeesProgress()
    {
        await TakeEverythingBackAsync();
        await Lead.GotoAsync($"{Address}/images");
        foreach (var number in (int[])[2, 4])
            await Lead.GetByLabel($"Choose image picture {number}").ClickAsync();
        await Lead.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Assign to…" }).ClickAsync();
        await Lead.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = TeamStudio.Annotator, Exact = true }).ClickAsync();
        await Assertions.Expect(Lead.GetByTitle($"Assigned to {TeamStudio.Annotator}")).ToHaveCountAsync(2);
        await Assertions.Expect(Lead.GetByRole(AriaRole.Group, new PageGetByRoleOptions { Name = "Assigned" }).GetByText(TeamStudio.Annotator)).ToBeVisibleAsync();

        await Ann.GotoAsync($"{Address}/label");
        await annotator.WaitUntilOpenAsync();
        await Assertions.Expect(Ann.Locator(".wb-queue h2")).ToHaveTextAsync("My queue");
        await Assertions.Expect(Ann.Locator(".wb-thumb")).ToHaveCountAsync(2);
        await Assertions.Expect(Ann.Locator(".wb-queue")).ToContainTextAsync("0 done · 2 left");
        var first = annotator.Image;
        await annotator.PressAsync("1");
        await annotator.PressAsync("b");
        await annotator.StrokeAsync(0.5f);
        await annotator.EventuallyAsync(first, 1, count => count > 0);
        await annotator.PressAsync("Enter");
        await Assertions.Expect(Ann.Locator(".wb-queue")).ToContainTextAsync("1 done · 1 left");
        await Assertions.Expect(Ann.Locator(".wb-today")).ToContainTextAsync("Today 1 image");
        // Known to the studio: the median is its own.
        await Assertions.Expect(Ann.Locator(".wb-today")).ToContainTextAsync("each");
        Assert.NotEqual(first, annotator.Image);

        await Lead.GotoAsync($"{Address}/team");
        Assert.Equal(["2", "1", "0", "1"], (await RowAsync()).Take(4));
        Assert.Equal("1", (await RowAsync())[^1]);
    }

    [Fact]
    public async Task ShareOut_TwoPeople_GivesEverythingAndTakeBackReturnsIt()
    {
        await TakeEverythingBackAsync();
        await Lead.GetByRole(AriaRole.Checkbox, new PageGetByRoleOptions { Name = TeamStudio.Annotator }).CheckAsync();
        await Lead.GetByRole(AriaRole.Checkbox, new PageGetByRoleOptions { Name = Harness.BrowserSession.OwnerName }).CheckAsync();
        await Lead.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Share out", Exact = true }).ClickAsync();

        await Assertions.Expect(Lead.GetByText("Every open image is assigned")).ToBeVisibleAsync();
        await Assertions.Expect(Lead.GetByText("Nothing assigned")).ToBeHiddenAsync();
        await TakeEverythingBackAsync();
        await Assertions.Expect(Lead.GetByText("assigned to nobody")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Team_ForAnAnnotator_ShowsProgressAndNoButtons()
    {
        await Ann.GotoAsync($"{Address}/team");

        await Assertions.Expect(Ann.GetByRole(AriaRole.Rowheader, new PageGetByRoleOptions { Name = $"{TeamStudio.Annotator} (you)" })).ToBeVisibleAsync();
        await Assertions.Expect(Ann.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = new Regex("Take back|Share out") })).ToHaveCountAsync(0);
        await Ann.GotoAsync($"{Address}/images");
        await Ann.GetByLabel("Choose image picture 1").ClickAsync();
        await Assertions.Expect(Ann.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Label these" })).ToBeVisibleAsync();
        await Assertions.Expect(Ann.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Assign to…" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Skip_WithAReason_IsToldInTheStripAndInTheTable()
    {
        // Two processes read the files, so that ids do not follow names; the pictures 2 and 4 belong to another test.
        await Lead.GotoAsync($"{Address}/images");
        var image = await new ImagePointer(Lead, 160, 120).FindAsync(studio.Project, "picture 6");
        await annotator.OpenAsync(image);
        await annotator.PressAsync("x");
        await Ann.GetByLabel("Another reason").FillAsync("the hand moved");
        await Ann.RunAndWaitForResponseAsync(
            () => Ann.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Skip, next" }).ClickAsync(),
            answer => answer.Ok && answer.Url.Contains("/skip?", StringComparison.Ordinal));
        await Assertions.Expect(Ann.Locator(".wb-thumb[title*='skipped by you: the hand moved']")).ToHaveCountAsync(1);

        await annotator.OpenAsync(image);
        await Assertions.Expect(Ann.Locator(".wb-thumb[title*='Skipped, skipped by AA: the hand moved']")).ToHaveCountAsync(1);
        await Lead.GotoAsync($"{Address}/images?view=table");
        await Assertions.Expect(Lead.GetByText("Skipped by AA: the hand moved")).ToBeVisibleAsync();
    }

    async Task TakeEverythingBackAsync()
    {
        await Lead.GotoAsync($"{Address}/team");
        await Lead.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Share out images" }).WaitForAsync();
        var buttons = Lead.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = new Regex("^Take back from") });
        for (var left = await buttons.CountAsync(); left > 0; left--)
        {
            await buttons.First.ClickAsync();
            await Assertions.Expect(buttons).ToHaveCountAsync(left - 1);
        }
    }

    /// <summary>The numbers beside the annotator's name: assigned, done, skipped, left, time, today.</summary>
    async Task<IReadOnlyList<string>> RowAsync()
    {
        var row = Lead.GetByRole(AriaRole.Row, new PageGetByRoleOptions { Name = TeamStudio.Annotator });
        await row.WaitForAsync();
        return [.. (await row.Locator("td.number").AllInnerTextsAsync()).Select(text => text.Trim())];
    }
}
