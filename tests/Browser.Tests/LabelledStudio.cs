using Microsoft.Playwright;
using Studio.Harness;
using Xunit;

namespace Studio.Browser.Tests;

/// <summary>A studio with the sample project, an owner, and a browser in which the owner is signed in.</summary>
public class LabelledStudio : IAsyncLifetime
{
    readonly TemporaryFolder folder = new();
    BrowserSession? browser;

    public string DataFolder => folder["data"];

    public string Project { get; private set; } = "";

    public StudioProcess Studio { get; private set; } = null!;

    public IPage Page { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(BrowserSession.Executable is null, "No Chromium is installed; './studio test' installs it.");
        await FillAsync(folder);
        Studio = await StudioProcess.StartAsync(DataFolder);
        browser = await BrowserSession.StartAsync();
        Page = await browser.OpenAsync();
        await BrowserSession.SetUpOwnerAsync(Page, Studio);
        Project = await Page.EvaluateAsync<string>("async () => (await (await fetch('/api/images/1/workbench')).json()).project");
    }

    /// <summary>Puts a project into the data folder before the studio starts.</summary>
    protected virtual Task FillAsync(TemporaryFolder files) => ImportAsync("--sample");

    protected async Task ImportAsync(params string[] arguments)
    {
        var import = await StudioProcess.RunAsync(["import", .. arguments, "--data", DataFolder, "--json"]);
        Assert.True(import.ExitCode == 0, import.Error);
    }

    /// <summary>Ends the studio as a power cut would and starts it again at the same address.</summary>
    public async Task RestartAfterKillAsync()
    {
        var address = Studio.Address;
        Studio.Kill();
        await Studio.DisposeAsync();
        Studio = await StudioProcess.StartAsync(DataFolder, address);
    }

    public Task<IPage> OpenPageAsync(int width = 1280, int height = 720) => browser!.OpenAsync(width, height);

    /// <summary>Signs in on a page of another browser profile, as a second computer would.</summary>
    public Task SignInAsync(IPage page, string name = BrowserSession.OwnerName) => BrowserSession.SignInAsync(page, Studio, name);

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        if (Studio is not null)
            await Studio.DisposeAsync();
        folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
