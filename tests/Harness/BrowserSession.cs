using Microsoft.Playwright;

namespace Studio.Harness;

/// <summary>The system's Chromium, headless and without a GPU, driven by Playwright; downloads nothing.</summary>
public sealed class BrowserSession : IAsyncDisposable
{
    public const string OwnerName = "Test Owner";
    public const string OwnerPassword = "a long enough password";

    static readonly string[] Candidates = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    readonly IPlaywright playwright;

    BrowserSession(IPlaywright playwright, IBrowser browser)
    {
        this.playwright = playwright;
        Browser = browser;
    }

    public IBrowser Browser { get; }

    /// <summary>Null when no Chromium is installed.</summary>
    public static string? Executable { get; } = Array.Find(Candidates, File.Exists);

    public static async Task<BrowserSession> StartAsync()
    {
        var executable = Executable ?? throw new InvalidOperationException("No Chromium is installed. './studio test' installs it.");
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = executable, Args = Arguments });
        return new BrowserSession(playwright, browser);
    }

    public async Task<IPage> OpenAsync(int width = 1280, int height = 720)
    {
        var context = await Browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            AcceptDownloads = true,
        });
        return await context.NewPageAsync();
    }

    /// <summary>Follows the one-time link and creates the owner, as on a first start.</summary>
    public static async Task SetUpOwnerAsync(IPage page, StudioProcess studio, string name = OwnerName, string password = OwnerPassword)
    {
        await page.GotoAsync(await studio.SetupLinkAsync());
        await page.GetByLabel("Your name").FillAsync(name);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Create account" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/setup", StringComparison.Ordinal));
    }

    /// <summary>Signs in over the sign-in page, as in a browser that does not know the person yet.</summary>
    public static async Task SignInAsync(IPage page, StudioProcess studio, string name = OwnerName, string password = OwnerPassword)
    {
        await page.GotoAsync($"{studio.Address}/sign-in");
        await page.GetByLabel("Name").FillAsync(name);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.CloseAsync();
        playwright.Dispose();
    }
}
