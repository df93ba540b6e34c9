using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace Studio.Browser.Tests;

/// <summary>Runs are chosen, compared, and their report taken along; what is missing is asked for, and the test set stays closed.</summary>
public sealed class CompareTests(ComparedStudio studio) : IClassFixture<ComparedStudio>
{
    const string Better = "Run 2 is better than run 1.";

    readonly IPage page = studio.Page;

    string Address => $"{studio.Studio.Address}/p/{studio.Project}";

    ILocator Board => page.Locator(".leaderboard tbody tr");

    [Fact]
    public async Task Runs_TwoChosen_AreComparedAndTheAddressKeepsTheView()
    {
        await page.GotoAsync($"{Address}/runs");
        await page.GetByLabel("Compare run 1").CheckAsync();
        await Assertions.Expect(Button("Choose a second run")).ToBeDisabledAsync();
        await page.GetByLabel("Compare run 2").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(page.GetByLabel("Compare run 4")).ToHaveCountAsync(0);
        await SeeNothingSeriousAsync();
        await Link("Compare 2 runs").ClickAsync();

        await Assertions.Expect(page.Locator(".verdict h2")).ToHaveTextAsync(Better);
        await Assertions.Expect(page.Locator(".pairs-table tbody tr")).ToContainTextAsync(new Regex("2 − 1\\s+\\+0\\.15 \\(\\+0\\.1\\d, \\+0\\.\\d\\d\\)\\s+0\\.0\\d+"));
        await Assertions.Expect(Board).ToHaveCountAsync(3);
        await Assertions.Expect(Board.First).ToContainTextAsync(new Regex("2\\s*larger\\s*0\\.6"));
        await Assertions.Expect(Board.Last).ToContainTextAsync("Without looking at the image");
        await Assertions.Expect(page.Locator(".differences tbody")).ToContainTextAsync("cross-entropy");
        await Assertions.Expect(page.Locator(".curve-plot path")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator(".curve-frame")).ToHaveAttributeAsync("aria-label", new Regex("Run 2 is best at epoch 4 of 5 with 0\\.60\\."));
        await SeeNothingSeriousAsync();

        await page.GetByLabel("Metric").SelectOptionAsync("hd95px");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("metric=hd95px"));
        await Assertions.Expect(page.Locator(".leaderboard-foot")).ToContainTextAsync("Lower is better.");
        await page.GetByLabel("Taken").SelectOptionAsync("image");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("metric=hd95px&by=image"));
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".leaderboard thead")).ToContainTextAsync("Hausdorff 95 % per image, pixels");
        await Assertions.Expect(Board.First).ToContainTextAsync("larger");
        await Assertions.Expect(page.Locator(".pairs-axis")).ToHaveTextAsync("← better 0");
    }

    [Fact]
    public async Task Nothing_Chosen_OffersTheRunsAndOneShowsItsOwnFigures()
    {
        await page.GotoAsync($"{Address}/compare");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Compare", Exact = true })).ToBeDisabledAsync();
        await Assertions.Expect(page.Locator(".runs-table tbody tr")).ToHaveCountAsync(3);
        await Assertions.Expect(page.Locator(".runs-table tbody tr").Last).ToContainTextAsync("not yet, is evaluated first");
        await SeeNothingSeriousAsync();
        await page.GetByLabel("Run 1", new PageGetByLabelOptions { Exact = true }).CheckAsync();
        await Button("Show 1 run").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/compare\\?runs=1&set=validation$"));
        await Assertions.Expect(page.Locator(".verdict h2")).ToContainTextAsync("Run 1 reaches IoU 0.4");

        await Button("Add a run").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(2);
        await Assertions.Expect(dialog.GetByRole(AriaRole.Listitem).Last).ToContainTextAsync("no result on validation yet");
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Add: run 2" }).ClickAsync();
        await Assertions.Expect(page.Locator(".verdict h2")).ToHaveTextAsync(Better);
        await page.GoBackAsync();
        await Assertions.Expect(page.Locator(".verdict h2")).ToContainTextAsync("Run 1 reaches");
    }

    [Fact]
    public async Task Missing_Result_IsAskedForAndAFailureSaidWithItsCause()
    {
        await page.GotoAsync($"{Address}/compare?runs=3,2&set=validation");
        await Assertions.Expect(page.GetByText("Run 3 has no result on validation.")).ToBeVisibleAsync();
        await SeeNothingSeriousAsync();
        await Button("Evaluate it").ClickAsync();

        // Its weights are no weights.
        await Assertions.Expect(page.GetByText(new Regex("^The evaluation failed\\. .+"))).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 60_000 });
        await Assertions.Expect(Button("Evaluate it")).ToBeEnabledAsync();
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Leave it out: run 3" }).ClickAsync();
        await Assertions.Expect(page.Locator(".verdict h2")).ToContainTextAsync("Run 2 reaches IoU 0.6");
    }

    [Fact]
    public async Task TestSet_IsClosedUntilOpenedWithAReason()
    {
        await page.GotoAsync($"{Address}/compare?runs=2,1&set=validation");
        await Button("Validation set. Test set closed, never looked at").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Open the test set for these 2 runs" })).ToBeDisabledAsync();
        await SeeNothingSeriousAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.GotoAsync($"{Address}/compare?runs=2,1&set=test");
        await Assertions.Expect(page.GetByText("The test set is closed for these runs.")).ToBeVisibleAsync();
        await Assertions.Expect(Board).ToHaveCountAsync(0);
        await SeeNothingSeriousAsync();
        await page.GotoAsync($"{Address}/compare/report?runs=2,1&set=test");
        await Assertions.Expect(page.GetByText("The test set is closed for these runs.")).ToBeVisibleAsync();

        await page.GotoAsync($"{Address}/compare?runs=2,1&set=test");
        await page.GetByLabel("Why is the test set opened?").FillAsync("Final figures");
        await Button("Open the test set for these 2 runs").ClickAsync();
        await Assertions.Expect(page.Locator(".missing-list li")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator(".compare-chip").First).ToContainTextAsync("Test set looked at once");
    }

    [Fact]
    public async Task Report_CanBeTakenAlong()
    {
        await page.GotoAsync($"{Address}/compare?runs=2,1&set=validation");
        await Link("Report").ClickAsync();
        await Assertions.Expect(page.Locator(".paper-report")).ToContainTextAsync(Better);
        await SeeNothingSeriousAsync();

        var file = await DownloadAsync("One file (HTML)");
        Assert.Contains(Better, file, StringComparison.Ordinal);
        Assert.DoesNotContain("<link", file, StringComparison.Ordinal);
        var table = await DownloadAsync("Numbers (CSV)");
        Assert.StartsWith("Section,Entry,Against,Subject,Metric,Level,Value,Low,High,", table, StringComparison.Ordinal);
        Assert.Contains("difference,run 2,run 1,all,iou,patient,0.1", table, StringComparison.Ordinal);
    }

    async Task<string> DownloadAsync(string name) =>
        await File.ReadAllTextAsync(await (await page.RunAndWaitForDownloadAsync(() => Link(name).ClickAsync())).PathAsync());

    async Task SeeNothingSeriousAsync()
    {
        foreach (var (width, height) in ((int, int)[])[(1920, 1080), (1280, 720)])
        {
            await page.SetViewportSizeAsync(width, height);
            Assert.Empty(await Axe.FindSeriousAsync(page));
            Assert.Equal(0, await page.Locator("main").EvaluateAsync<int>("main => main.scrollWidth - main.clientWidth"));
        }
    }

    ILocator Button(string name) => page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name });

    ILocator Link(string name) => page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = name, Exact = true });
}
