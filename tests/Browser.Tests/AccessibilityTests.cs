using Xunit;

namespace Studio.Browser.Tests;

/// <summary>axe-core finds nothing serious on any page, at both sizes the pages are drawn for.</summary>
public sealed class AccessibilityTests(LabelledStudio studio) : IClassFixture<LabelledStudio>
{
    public static TheoryData<string> Pages =>
    [
        "/", "/p/{project}", "/p/{project}/images", "/p/{project}/images?view=table", "/p/{project}/images?view=map", "/p/{project}/images?view=patients", "/p/{project}/images/table", "/p/{project}/import", "/p/{project}/label/1",
        "/p/{project}/versions", "/p/{project}/versions/split", "/p/{project}/train", "/p/{project}/runs", "/p/{project}/compare", "/p/{project}/compare/failures", "/p/{project}/models", "/p/{project}/settings", "/admin",
        "/p/{project}/burned-in", "/p/{project}/import/1", "/p/{project}/team", "/p/{project}/labels-review", "/p/{project}/audit",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_ForAxe_HasNoSeriousFinding(string path)
    {
        foreach (var (width, height) in ((int, int)[])[(1280, 720), (1920, 1080)])
        {
            await studio.Page.SetViewportSizeAsync(width, height);
            await studio.Page.GotoAsync(studio.Studio.Address + path.Replace("{project}", studio.Project, StringComparison.Ordinal));
            await studio.Page.Locator("h1").First.WaitForAsync();
            await studio.Page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.NetworkIdle);

            Assert.Empty(await Axe.FindSeriousAsync(studio.Page));
        }
    }
}
