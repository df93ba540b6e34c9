using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Studio.Harness;
using Studio.Storage;
using Xunit;

namespace Studio.Browser.Tests;

/// <summary>The data are checked on the page, findings are mended or set aside with a reason, and all of it stands in the report.</summary>
public sealed class AuditTests(AuditStudio studio) : IClassFixture<AuditStudio>
{
    const string Reason = "Each picture is of another person.";

    /// <summary>The only one.</summary>
    const long ProjectId = 1;

    readonly IPage page = studio.Page;
    readonly Database database = new(new DataFolder(studio.DataFolder));

    string Address => $"{studio.Studio.Address}/p/{studio.Project}/audit";

    ILocator Findings => page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Findings" });

    ILocator Twins => Findings.GetByRole(AriaRole.Link).Filter(new LocatorFilterOptions { HasTextRegex = new Regex("Same picture") });

    [Fact]
    public async Task Finding_ImageLeftOut_IsGoneAfterCheckingAgain()
    {
        await CheckAsync();
        await Assertions.Expect(page.Locator(".nav .count")).ToContainTextAsync("1");
        await Twins.ClickAsync();
        await page.WaitForURLAsync(new Regex("/audit/same-picture:"));
        await Assertions.Expect(page.Locator(".audit-pair svg")).ToHaveCountAsync(2);
        await Assertions.Expect(page.GetByText("Pixels identical")).ToBeVisibleAsync();

        await ButtonAsync($"Leave {AuditStudio.Copy} out");

        await Assertions.Expect(page.GetByText($"{AuditStudio.Copy} is left out.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Images, labels or parts have changed since.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".nav .count")).ToHaveCountAsync(0);
        await ButtonAsync("Undo");
        await Assertions.Expect(page.Locator(".nav .count")).ToContainTextAsync("1");
        await ButtonAsync($"Leave {AuditStudio.Copy} out");
        await CheckAsync();
        await Assertions.Expect(Twins).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByText("This finding is no longer there")).ToBeVisibleAsync();

        // For the tests after this one.
        var store = new ImageExclusionStore(database);
        await store.TakeInAsync(ProjectId, [.. (await store.ListAsync(ProjectId)).Select(image => image.ImageId)], userId: null);
        await CheckAsync();
        await Assertions.Expect(Twins).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Review_WithReason_StaysAndCanBeWithdrawn()
    {
        await CheckAsync();
        await Findings.GetByRole(AriaRole.Link).Filter(new LocatorFilterOptions { HasText = "Patients not known" }).ClickAsync();
        await ButtonAsync("Not a problem, because …");
        await ButtonAsync("Save the reason");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Say why");
        await page.GetByLabel("Not a problem, because").FillAsync(Reason);
        await ButtonAsync("Save the reason");

        await Assertions.Expect(page.Locator(".audit-detail .note")).ToContainTextAsync(Reason);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".audit-detail .note")).ToContainTextAsync(BrowserSession.OwnerName);
        await Assertions.Expect(Findings).ToContainTextAsync("1 done with");
        await page.GotoAsync($"{Address}/report");
        await Assertions.Expect(page.Locator(".paper-report")).ToContainTextAsync($"Not a problem: {Reason} ({BrowserSession.OwnerName}");

        await page.GoBackAsync();
        await ButtonAsync("Withdraw");
        await Assertions.Expect(Findings).Not.ToContainTextAsync("done with");
    }

    [Fact]
    public async Task ArrowKeys_InTheList_ShowTheNextFinding()
    {
        await CheckAsync();
        await Findings.GetByRole(AriaRole.Link).First.FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(Findings.GetByRole(AriaRole.Link).Nth(1)).ToHaveAttributeAsync("aria-current", "true");
        await Assertions.Expect(Findings.GetByRole(AriaRole.Link).Nth(1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await Assertions.Expect(Findings.GetByRole(AriaRole.Link).Nth(0)).ToHaveAttributeAsync("aria-current", "true");
    }

    [Fact]
    public async Task Report_OfThePageAndOfTheCommandLine_HasFindingsAndNeedsNothingElse()
    {
        await CheckAsync();
        var verb = await StudioProcess.RunAsync("audit", "--project", studio.Project, "--report", studio.ReportFile, "--data", studio.DataFolder);
        Assert.True(verb.ExitCode == 0, verb.Error);
        var file = await File.ReadAllTextAsync(studio.ReportFile);
        Assert.Contains("Pixels identical", file, StringComparison.Ordinal);
        Assert.Contains("data:image/png;base64,", file, StringComparison.Ordinal);
        Assert.DoesNotContain("/api/", file, StringComparison.Ordinal);
        Assert.DoesNotMatch(new Regex("(src|href)=\"https?:"), file);

        await page.GotoAsync($"{Address}/report");
        var table = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Numbers (CSV)" }).ClickAsync());
        var lines = await File.ReadAllLinesAsync(await table.PathAsync());
        Assert.Contains(lines, line => line.StartsWith("data,,,,labelled,9,", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("dice.Nerve", StringComparison.Ordinal) && line.Contains(",open,", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/report")]
    public async Task Page_ForAxe_HasNoSeriousFinding(string path)
    {
        await CheckAsync();
        foreach (var (width, height) in ((int, int)[])[(1280, 720), (1920, 1080)])
        {
            await page.SetViewportSizeAsync(width, height);
            await page.GotoAsync(Address + path);
            await page.Locator("h1").First.WaitForAsync();
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            Assert.Empty(await Axe.FindSeriousAsync(page));
        }
    }

    /// <summary>Lets the data be checked on the page and waits for the end.</summary>
    async Task CheckAsync()
    {
        if (!page.Url.StartsWith(Address, StringComparison.Ordinal) || page.Url.EndsWith("/report", StringComparison.Ordinal))
            await page.GotoAsync(Address);
        var last = await LastDoneAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = new Regex("Check (now|again)$") }).ClickAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await LastDoneAsync() == last)
            await Task.Delay(100, limit.Token);
        await Assertions.Expect(page.GetByRole(AriaRole.Progressbar, new PageGetByRoleOptions { Name = "Audit" })).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByText("Last run today")).ToBeVisibleAsync();
    }

    async Task<long?> LastDoneAsync() =>
        (await new AuditRunStore(database).ListToLastDoneAsync(ProjectId)).FirstOrDefault(run => run.State == AuditRunState.Done)?.Id;

    Task ButtonAsync(string name) => page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true }).ClickAsync();
}
