using System.IO.Compression;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace Studio.Browser.Tests;

/// <summary>Versions as their page shows them: frozen, compared, checked, taken along, put back and trained on.</summary>
public sealed class VersionTests(VersionStudio studio) : IClassFixture<VersionStudio>
{
    IPage Page => studio.Page;

    string Address => $"{studio.Studio.Address}/p/{studio.Project}";

    [Fact]
    public async Task Versions_FrozenAndRelabelled_AreComparedCheckedTakenAlongAndPutBack()
    {
        Page.SetDefaultTimeout(60_000);
        await FreezeAsync("Version 1 is frozen.");
        await Assertions.Expect(Page.GetByText("This is the first version.")).ToBeVisibleAsync();
        await studio.RelabelAsync([2, 5]);
        await FreezeAsync("Version 2 is frozen.");

        await Assertions.Expect(Page.GetByText("2 images have another label.")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { NameRegex = new Regex("Relabelled 2") }).ClickAsync();
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex("change=relabelled"));
        var pictures = Page.Locator(".changed-images > li");
        await Assertions.Expect(pictures).ToHaveCountAsync(2);
        // A square moved by 10 of its 40 columns: Dice 30 / 40.
        await Assertions.Expect(pictures.First).ToContainTextAsync("Dice Nerve 0.75");
        await Assertions.Expect(pictures.First.Locator("use.label")).ToHaveCountAsync(1);
        await Assertions.Expect(pictures.First.Locator("use.prediction")).ToHaveCountAsync(1);
        await SeeNothingSeriousAsync();

        await Button("Check the files").ClickAsync();
        await Assertions.Expect(Page.GetByText(new Regex("^All \\d+ files are sound"))).ToBeVisibleAsync();
        await DownloadAsync();
        await PutBackAsync();
        await TrainAsync();
    }

    async Task FreezeAsync(string notice)
    {
        await Page.GotoAsync($"{Address}/versions");
        await Button("Freeze a version").ClickAsync();
        await Assertions.Expect(Page.GetByText(notice)).ToBeVisibleAsync();
    }

    async Task SeeNothingSeriousAsync()
    {
        foreach (var (width, height) in ((int, int)[])[(1920, 1080), (1280, 720)])
        {
            await Page.SetViewportSizeAsync(width, height);
            Assert.Empty(await Axe.FindSeriousAsync(Page));
        }
    }

    async Task DownloadAsync()
    {
        var download = await Page.RunAndWaitForDownloadAsync(
            () => Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Download the data" }).ClickAsync());
        await using var stream = File.OpenRead(await download.PathAsync());
        await using var zip = new ZipArchive(stream);
        var names = zip.Entries.Select(entry => entry.FullName[(entry.FullName.IndexOf('/', StringComparison.Ordinal) + 1)..]).ToList();
        Assert.Equal(VersionStudio.Images, names.Count(name => name.StartsWith("masks/", StringComparison.Ordinal)));
        Assert.Equal("manifest.json", names[^1]);
        await Assertions.Expect(Page.GetByText("Sent.")).ToBeVisibleAsync();
    }

    async Task PutBackAsync()
    {
        await Page.GotoAsync($"{Address}/versions/1");
        await Button("Put it back…").ClickAsync();
        var dialog = Page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog.GetByText("2 images get their label of version 1 back.")).ToBeVisibleAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Put version 1 back" })).ToBeDisabledAsync();
        await SeeNothingSeriousAsync();
        await dialog.GetByLabel("Why?").FillAsync("The second masks were shifted");
        await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Put version 1 back" }).ClickAsync();
        await Assertions.Expect(Page.GetByText("Version 3 is version 1 again: 2 labels put back. What was there before is version 2; put that back to undo this.")).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByText("The second masks were shifted")).ToBeVisibleAsync();
        var hashes = new List<string>();
        foreach (var number in (int[])[1, 3])
        {
            await Page.GotoAsync($"{Address}/versions/{number}");
            hashes.Add(await Page.Locator("dd.mono").TextContentAsync() ?? "");
        }

        Assert.Equal(hashes[0], hashes[1]);
        await FreezeAsync("Nothing has changed since version 3, so it stays the newest.");
    }

    async Task TrainAsync()
    {
        await Page.GotoAsync($"{Address}/versions/2");
        await Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Train on it" }).ClickAsync();
        await Assertions.Expect(Page.GetByText("on version 2, as it was frozen")).ToBeVisibleAsync();
        await Page.GotoAsync($"{Address}/train?version=9");
        await Assertions.Expect(Page.GetByText("There is no version 9.")).ToBeVisibleAsync();
    }

    ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name });
}
