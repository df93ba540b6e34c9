using System.Text;
using Microsoft.Playwright;
using Xunit;

namespace Studio.Browser.Tests;

/// <summary>A table becomes columns: what it would do is seen before it does it.</summary>
public sealed class MetadataTests(TeamStudio studio) : IClassFixture<TeamStudio>
{
    const string Table =
        "file;age;site;Box;Last name\n"
        + "picture 1.png;61,5;North;1 2 3 4;Doe\n"
        + "picture 1.png;61,5;North;5 6 7 8;Doe\n"
        + "picture 2.png;40;South;;Roe\n"
        + "picture 99.png;7;South;;Poe\n";

    readonly IPage page = studio.Page;

    [Fact]
    public async Task Table_WithAContradiction_IsSettledAndAdded()
    {
        await OpenAsync(Table);

        await Assertions.Expect(page.GetByText("3 of 4 rows fit")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("1 row of 4 names an image that the project does not have")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("“Last name” may tell who somebody is")).ToBeVisibleAsync();
        var add = page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Add to 2 images" });
        await Assertions.Expect(add).ToBeDisabledAsync();
        Assert.Empty(await Axe.FindSeriousAsync(page));

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Join the rows" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Cell, new PageGetByRoleOptions { Name = "1 2 3 4", Exact = true })).ToBeVisibleAsync();
        await page.GetByLabel("Name of the column made of age").FillAsync("Age in years");
        await page.GetByLabel("Name of the column made of age").PressAsync("Tab");
        await Assertions.Expect(add).ToBeEnabledAsync();
        await add.ClickAsync();
        await Assertions.Expect(page.GetByText("Added to 2 images. Age in years, site, Box: 5 new values.")).ToBeVisibleAsync();

        await OpenAsync(Table.Replace("40;South", "41;South", StringComparison.Ordinal).Replace("age", "Age in years", StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Leave it out" }).ClickAsync();
        await Assertions.Expect(page.GetByText("2 columns: 0 new values, 1 changed.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task File_ThatIsNoTable_IsRefusedWithTheReason()
    {
        await OpenAsync("PK\u0003\u0004", waits: false);

        await Assertions.Expect(page.GetByText("table.csv: The file is a workbook or an archive. Save the sheet as CSV.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Page_ForAnAnnotator_OffersNothing()
    {
        await studio.AnnotatorPage.GotoAsync($"{studio.Studio.Address}/p/{studio.Project}/images/table");

        await Assertions.Expect(studio.AnnotatorPage.GetByText("Only an owner or a lead adds columns.")).ToBeVisibleAsync();
        await Assertions.Expect(studio.AnnotatorPage.Locator("input[type=file]")).ToHaveCountAsync(0);
    }

    async Task OpenAsync(string csv, bool waits = true)
    {
        await page.GotoAsync($"{studio.Studio.Address}/p/{studio.Project}/images/table");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "table.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(csv) });
        if (waits)
            await page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "What becomes of the other columns?" }).WaitForAsync();
    }
}
