using System.Globalization;
using Microsoft.Playwright;
using Studio.Storage;
using Xunit;

namespace Studio.Browser.Tests;

/// <summary>Names drawn into pictures are found and blacked out for good, with the mouse and without.</summary>
public sealed class BurnedInTests(BurnedInStudio studio) : IClassFixture<BurnedInStudio>
{
    readonly IPage page = studio.Page;
    readonly Database database = new(new DataFolder(studio.DataFolder));

    ILocator Detail => page.GetByRole(AriaRole.Region).Filter(new LocatorFilterOptions { Has = page.Locator(".burned-in-picture") });

    ILocator Picture => page.Locator(".burned-in-picture");

    [Fact]
    public async Task Rectangle_DrawnWithTheMouse_IsBlackInEveryPictureOfTheSeries()
    {
        long[] images = [await FindAsync(BurnedInStudio.Banner), await FindAsync("banner 2")];
        await OpenAsync(BurnedInStudio.Banner);
        byte[][] before = [await PixelsAsync(images[0]), await PixelsAsync(images[1])];

        var box = (await Picture.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + (0.1f * box.Width), box.Y + (0.05f * box.Height));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (0.6f * box.Width), box.Y + (0.2f * box.Height), new MouseMoveOptions { Steps = 5 });
        await page.Mouse.UpAsync();
        await Assertions.Expect(page.Locator(".burned-in-row")).ToHaveCountAsync(1);
        int[] drawn = [await NumberAsync("left"), await NumberAsync("top"), await NumberAsync("width"), await NumberAsync("height")];
        await BlackOutAsync("2 pictures");

        Assert.InRange(drawn[0], 31, 33);
        Assert.InRange(drawn[1], 11, 13);
        Assert.InRange(drawn[2], 159, 162);
        Assert.InRange(drawn[3], 35, 38);
        AssertBlackInside(before[0], await PixelsAsync(images[0]), drawn);
        AssertBlackInside(before[1], await PixelsAsync(images[1]), drawn);
        Assert.Equal(0, await SeenAsync(drawn[0] + (drawn[2] / 2), drawn[1] + (drawn[3] / 2)));
        await page.ReloadAsync();
        await Assertions.Expect(Detail).ToContainTextAsync("Blacked out");
        Assert.Contains($"image={images[0]}", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BlackOut_Twice_ShowsTheSecondRectangleToo()
    {
        await OpenAsync(BurnedInStudio.Typed);
        foreach (var top in (int[])[20, 100])
        {
            await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Add by numbers" }).ClickAsync();
            await page.GetByLabel("top").FillAsync($"{top}");
            await page.GetByLabel("top").BlurAsync();
            await BlackOutAsync("1 picture");
        }

        Assert.Equal(0, await SeenAsync(BurnedInStudio.Columns / 2, 21));
        Assert.Equal(0, await SeenAsync(BurnedInStudio.Columns / 2, 101));
    }

    [Fact]
    public async Task Rectangle_TypedWithTheKeyboardAlone_IsBlack()
    {
        var image = await FindAsync("one");
        await OpenAsync("one", "originals");
        var before = await PixelsAsync(image);

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Add by numbers" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByLabel("left")).ToBeFocusedAsync();
        foreach (var number in (int[])[10, 20, 5000, 15])
        {
            await page.Keyboard.PressAsync("Control+a");
            await page.Keyboard.TypeAsync(number.ToString(CultureInfo.InvariantCulture));
            await page.Keyboard.PressAsync("Tab");
        }

        await Assertions.Expect(page.GetByLabel("width")).ToHaveValueAsync($"{BurnedInStudio.Columns - 10}");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Black out 1 picture" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("1 picture is blacked out.").WaitForAsync();

        AssertBlackInside(before, await PixelsAsync(image), [10, 20, BurnedInStudio.Columns - 10, 15]);
    }

    [Fact]
    public async Task NothingToBlackOut_IsRememberedAndLeavesThePixels()
    {
        var image = await FindAsync(BurnedInStudio.Plain);
        await OpenAsync(BurnedInStudio.Plain);
        var before = await PixelsAsync(image);

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Nothing to black out" }).ClickAsync();
        await page.GetByText("plain: noted that it shows nobody's name.").WaitForAsync();
        await OpenAsync(BurnedInStudio.Plain);

        await Assertions.Expect(Detail).ToContainTextAsync("No name in it");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Nothing to black out" })).ToHaveCountAsync(0);
        Assert.Equal(before, await PixelsAsync(image));
    }

    [Theory]
    [InlineData("burned-in")]
    [InlineData("settings")]
    [InlineData("import/1")]
    public async Task Page_ForAxe_HasNoSeriousFinding(string path)
    {
        foreach (var (width, height) in ((int, int)[])[(1280, 720), (1920, 1080)])
        {
            await page.SetViewportSizeAsync(width, height);
            await page.GotoAsync($"{studio.Studio.Address}/p/scans/{path}");
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);

            Assert.Empty(await Axe.FindSeriousAsync(page));
        }

        await page.SetViewportSizeAsync(1280, 720);
    }

    async Task OpenAsync(string image, string project = "scans")
    {
        await page.GotoAsync($"{studio.Studio.Address}/p/{project}/burned-in?image={await FindAsync(image)}");
        await Assertions.Expect(page.Locator("#burned-in-title")).ToHaveTextAsync(image);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    }

    async Task BlackOutAsync(string pictures)
    {
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = $"Black out in {pictures}" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = $"Black out {pictures}" }).ClickAsync();
        await Assertions.Expect(page.Locator(".burned-in-row")).ToHaveCountAsync(0);
        await Assertions.Expect(Detail.Locator(".card-head")).ToContainTextAsync("Blacked out");
    }

    async Task<int> NumberAsync(string name) =>
        int.Parse(await page.GetByLabel(name, new PageGetByLabelOptions { Exact = true }).InputValueAsync(), CultureInfo.InvariantCulture);

    async Task<long> FindAsync(string name)
    {
        var projects = new ProjectStore(database);
        foreach (var slug in (string[])["scans", "originals"])
        {
            var images = await new ImageStore(database).ListAsync((await projects.FindAsync(slug))!.Id);
            if (images.FirstOrDefault(image => image.Name == name) is { } found)
                return found.Id;
        }

        throw new InvalidOperationException($"There is no image named {name}.");
    }

    async Task<byte[]> PixelsAsync(long image)
    {
        var samples = await page.EvaluateAsync<int[]>(
            "async image => [...new Uint8Array(await (await fetch(`/api/images/${image}/pixels`, { cache: 'no-store' })).arrayBuffer())]", image);
        return [.. samples.Select(sample => (byte)sample)];
    }

    /// <summary>Red of one pixel of the picture that the page shows now.</summary>
    Task<int> SeenAsync(int column, int row) => Picture.Locator("img").EvaluateAsync<int>(
        """
        async (img, [column, row]) => {
          await img.decode();
          const canvas = new OffscreenCanvas(img.naturalWidth, img.naturalHeight);
          const context = canvas.getContext('2d');
          context.drawImage(img, 0, 0);
          return context.getImageData(column, row, 1, 1).data[0];
        }
        """,
        new[] { column, row });

    static void AssertBlackInside(byte[] before, byte[] after, int[] rectangle)
    {
        Assert.Equal(BurnedInStudio.Rows * BurnedInStudio.Columns, after.Length);
        Assert.NotEqual(before, after);
        for (var i = 0; i < after.Length; i++)
        {
            var (column, row) = (i % BurnedInStudio.Columns - rectangle[0], i / BurnedInStudio.Columns - rectangle[1]);
            var isInside = column >= 0 && column < rectangle[2] && row >= 0 && row < rectangle[3];
            Assert.Equal(isInside ? 0 : before[i], after[i]);
        }
    }
}
