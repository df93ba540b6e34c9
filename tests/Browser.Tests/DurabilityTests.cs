using Microsoft.Playwright;
using Studio.Harness;
using Studio.Storage;
using Xunit;

namespace Studio.Browser.Tests;

/// <summary>
/// What can go wrong while somebody draws: the tab, the network, the browser's own store, a second tab, a second person.
/// Every test has a browser profile of its own and ends by asking the server.
/// </summary>
public sealed class DurabilityTests(LabelledStudio studio) : IClassFixture<LabelledStudio>
{
    const string NoStore = "Object.defineProperty(window, 'indexedDB', { value: { open() { throw new DOMException('Not here.', 'SecurityError'); } } });";
    const string FullStore = "IDBObjectStore.prototype.add = () => { throw new DOMException('Full.', 'QuotaExceededError'); };";
    const string StoredEntries = """
        (least) => new Promise((resolve, reject) => {
          const opening = indexedDB.open('studio-outbox');
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const counting = opening.result.transaction('entries').objectStore('entries').count();
            counting.onsuccess = () => { opening.result.close(); resolve(counting.result >= least); };
          };
        })
        """;

    [Fact]
    public async Task Reload_InMidStroke_KeepsWhatWasDrawn()
    {
        var (page, workbench) = await OpenAsync(1);
        var before = await workbench.CountAsync(1, 1);

        await workbench.StrokeAsync(0.9f, release: false);
        await page.ReloadAsync();
        await workbench.WaitUntilOpenAsync();

        await workbench.EventuallyAsync(1, 1, count => count > before);
    }

    [Fact]
    public async Task TabCrash_WithWaitingStrokes_SendsThemFromTheNextTab()
    {
        var (page, workbench) = await OpenAsync(2);
        var before = await workbench.CountAsync(2, 1);
        await page.Context.SetOfflineAsync(true);
        await workbench.StrokeAsync(0.85f);
        await workbench.StrokeAsync(0.95f);
        await workbench.WaitForTextAsync("Offline, [2-9] waiting");
        // The page counts a stroke from the moment it is drawn; what a crash must not take is what the browser has stored.
        await page.WaitForFunctionAsync(StoredEntries, 2);

        await CrashAsync(page);
        await page.Context.SetOfflineAsync(false);
        var next = new Workbench(studio, await page.Context.NewPageAsync());
        await next.OpenAsync(2);

        await next.WaitForStateAsync("saved");
        await next.EventuallyAsync(2, 1, count => count > before);
        await OperationsReachAsync(2, 2);
    }

    [Fact]
    public async Task Network_LostAndBack_SaysSoAndSendsEveryStroke()
    {
        var (page, workbench) = await OpenAsync(3);
        var before = await workbench.CountAsync(3, 1);

        await page.Context.SetOfflineAsync(true);
        await workbench.StrokeAsync(0.8f);
        await workbench.WaitForTextAsync("Offline, [1-9] waiting");
        await workbench.StrokeAsync(0.87f);
        await workbench.StrokeAsync(0.94f);
        await workbench.WaitForTextAsync("Offline, [3-9] waiting");
        await page.Context.SetOfflineAsync(false);

        await workbench.WaitForStateAsync("saved");
        await workbench.EventuallyAsync(3, 1, count => count > before);
        await OperationsReachAsync(3, 3);
    }

    [Fact]
    public async Task TwoTabs_DrawingAtOnce_ShowAndKeepTheStrokesOfBoth()
    {
        var (page, workbench) = await OpenAsync(4);
        var otherPage = await page.Context.NewPageAsync();
        var other = new Workbench(studio, otherPage);
        await other.OpenAsync(4);
        await ChooseBrushAsync(other, "2");

        for (var stroke = 0; stroke < 4; stroke++)
        {
            await Task.WhenAll(
                workbench.StrokeAsync(0.1f + (0.08f * stroke)),
                other.StrokeAsync(0.92f - (0.08f * stroke)));
        }

        await workbench.EventuallyAsync(4, 1, count => count > 0);
        await Task.WhenAll(workbench.WaitForStateAsync("saved"), other.WaitForStateAsync("saved"));
        await OperationsReachAsync(4, 8);
        var fresh = await page.Context.NewPageAsync();
        await new Workbench(studio, fresh).OpenAsync(4);
        var picture = await PictureAsync(fresh);
        await SamePictureAsync(page, picture);
        await SamePictureAsync(otherPage, picture);
    }

    [Theory]
    [InlineData(NoStore, 5)]
    [InlineData(FullStore, 6)]
    public async Task BrowserStore_Unusable_StrokesReachTheServerAndAReloadKeepsWaitingOnes(string script, long image)
    {
        var (page, workbench) = await OpenAsync(image, script);
        var before = await workbench.CountAsync(image, 1);
        await workbench.StrokeAsync(0.8f);
        var first = await workbench.EventuallyAsync(image, 1, count => count > before);

        await StopServerAnswersAsync(page);
        await workbench.StrokeAsync(0.95f);
        await workbench.WaitForTextAsync("Offline, [1-9] waiting, keep this page open");
        await page.UnrouteAllAsync();
        await page.ReloadAsync();
        await workbench.WaitUntilOpenAsync();

        await workbench.EventuallyAsync(image, 1, count => count > first);
    }

    [Fact]
    public async Task TwoPeople_OnOneBrowser_EachSendsOnlyTheirOwnStrokes()
    {
        const string Colleague = "Second Reader";
        await AddColleagueAsync(Colleague);
        var (page, workbench) = await OpenAsync(7);
        var before = await workbench.CountAsync(7, 1);
        await page.Context.ClearCookiesAsync();
        await workbench.StrokeAsync(0.9f);
        await workbench.WaitForTextAsync("Sign in again, .* kept here");

        // The colleague signs in beside the page that is still open.
        var colleaguePage = await page.Context.NewPageAsync();
        await studio.SignInAsync(colleaguePage, Colleague);
        var colleague = new Workbench(studio, colleaguePage);
        await colleague.OpenAsync(7);
        await ChooseBrushAsync(colleague, "1");
        var colleaguesBefore = await colleague.CountAsync(7, 1);
        await colleague.StrokeAsync(0.1f);
        await colleague.EventuallyAsync(7, 1, count => count > colleaguesBefore);
        // The open page has tried again meanwhile.
        await page.EvaluateAsync("() => dispatchEvent(new Event('online'))");
        await workbench.WaitForStateAsync("signed-out");
        Assert.Equal(0, await OperationsAsync(7));
        var colleagues = await SettledOperationsAsync(7, Colleague);

        await colleaguePage.Context.ClearCookiesAsync();
        await studio.SignInAsync(colleaguePage);
        await workbench.WaitForStateAsync("saved");

        await workbench.EventuallyAsync(7, 1, count => count > before);
        Assert.Equal(colleagues, await OperationsAsync(7, Colleague));
    }

    /// <summary>A page of its own profile with the brush of class 1 chosen.</summary>
    async Task<(IPage Page, Workbench Workbench)> OpenAsync(long image, string? script = null)
    {
        var page = await studio.OpenPageAsync();
        if (script is not null)
            await page.AddInitScriptAsync(script);
        await studio.SignInAsync(page);
        var workbench = new Workbench(studio, page);
        await workbench.OpenAsync(image);
        await ChooseBrushAsync(workbench, "1");
        return (page, workbench);
    }

    static async Task ChooseBrushAsync(Workbench workbench, string classKey)
    {
        await workbench.PressAsync(classKey);
        await workbench.PressAsync("b");
    }

    /// <summary>Ends the tab's process as a crash does.</summary>
    static async Task CrashAsync(IPage page)
    {
        var crashed = new TaskCompletionSource();
        page.Crash += (_, _) => crashed.TrySetResult();
        var session = await page.Context.NewCDPSessionAsync(page);
        // It has nobody left to answer.
        _ = session.SendAsync("Page.crash").ContinueWith(_ => { }, TaskScheduler.Default);
        await crashed.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await page.CloseAsync();
    }

    /// <summary>Strokes find no server, the page itself can still be loaded.</summary>
    static async Task StopServerAnswersAsync(IPage page) => await page.RouteAsync("**/operations?*", route => route.AbortAsync());

    static Task<string> PictureAsync(IPage page) => page.EvaluateAsync<string>("() => document.querySelector('.wb-canvas').toDataURL()");

    static async Task SamePictureAsync(IPage page, string picture) =>
        await page.WaitForFunctionAsync("(picture) => document.querySelector('.wb-canvas').toDataURL() === picture", picture);

    async Task AddColleagueAsync(string name)
    {
        var users = new UserStore(new Database(new DataFolder(studio.DataFolder)));
        var owner = (await users.FindByNameAsync(BrowserSession.OwnerName))!;
        await users.CreateAsync(new NewUser(name, "SR", UserRole.Annotator, owner.PasswordHash));
    }

    /// <summary>The page says saved while strokes are on their way for a moment, so the server may hold the last ones a little later.</summary>
    async Task OperationsReachAsync(long image, int least)
    {
        var limit = TimeProvider.System.GetTimestamp();
        while (await OperationsAsync(image) < least)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(limit) < TimeSpan.FromSeconds(30), $"Fewer than {least} strokes arrived.");
            await Task.Delay(100);
        }
    }

    /// <summary>A stroke may be sent in parts: waits until no more arrive.</summary>
    async Task<int> SettledOperationsAsync(long image, string name)
    {
        for (var before = -1; ;)
        {
            var count = await OperationsAsync(image, name);
            if (count == before)
                return count;
            before = count;
            await Task.Delay(1000);
        }
    }

    /// <summary>Operations that the data folder holds of a person on an image.</summary>
    async Task<int> OperationsAsync(long image, string name = BrowserSession.OwnerName)
    {
        var database = new Database(new DataFolder(studio.DataFolder));
        var annotations = new AnnotationStore(database, new BlobStore(database));
        var user = (await new UserStore(database).FindByNameAsync(name))!;
        var document = await annotations.FindAsync(image, user.Id);
        return document is null ? 0 : (await annotations.ReadOperationsAsync(document.Id, 0)).Count;
    }
}
