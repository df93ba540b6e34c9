using Microsoft.Playwright;
using Xunit;

namespace Studio.Browser.Tests;

/// <summary>The page of a finished import says what is odd about its series and leads on.</summary>
public sealed class ImportBatchTests(BurnedInStudio studio) : IClassFixture<BurnedInStudio>
{
    readonly IPage page = studio.Page;

    [Fact]
    public async Task SeriesWithAMissingSlice_ShowsItsFindingAndOpens()
    {
        await OpenAsync();
        var row = page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = "Numbers are missing in this series: 5." });

        await Assertions.Expect(row).ToHaveCountAsync(1);
        await Assertions.Expect(row.GetByRole(AriaRole.Cell).Nth(1)).ToHaveTextAsync($"{BurnedInStudio.Slices}");
        await row.GetByRole(AriaRole.Link).ClickAsync();

        await Assertions.Expect(page.GetByText($"/{BurnedInStudio.Slices}").First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("1 finding in this series")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Report_Downloaded_ListsEveryFile()
    {
        await OpenAsync();

        var download = await page.RunAndWaitForDownloadAsync(
            () => page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Download the report" }).ClickAsync());
        var report = await File.ReadAllTextAsync(await download.PathAsync());

        Assert.Contains("banner 2.dcm", report, StringComparison.Ordinal);
        Assert.Contains($"slice {BurnedInStudio.Slices}.dcm", report, StringComparison.Ordinal);
        Assert.DoesNotContain("Doe", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PicturesThatMayShowAName_AreOneClickAway()
    {
        await OpenAsync();

        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Look and black it out" }).ClickAsync();

        await Assertions.Expect(page.Locator(".burned-in-list a").First).ToContainTextAsync("Look at it");
    }

    [Fact]
    public async Task AddressOfAnotherProject_ShowsNothingOfTheImport()
    {
        await page.GotoAsync($"{studio.Studio.Address}/p/originals/import/1");

        await page.GetByText("This import is not in the studio any more.").WaitForAsync();
        await Assertions.Expect(page.GetByText("banner")).ToHaveCountAsync(0);
    }

    async Task OpenAsync()
    {
        await page.GotoAsync($"{studio.Studio.Address}/p/scans/import/1");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    }
}
